# Files that take no room until somebody reads them.
for number in range(8): open(f"/out/{number}", "wb").truncate(12 << 20)
