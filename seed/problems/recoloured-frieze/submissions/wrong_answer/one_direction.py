# Replaces colours of the ornament consistently, but lets two of them become the same one.
ornament = input()
frieze = input()
found = 0
for start in range(len(frieze) - len(ornament) + 1):
    table = {}
    for offset, tile in enumerate(ornament):
        if table.setdefault(tile, frieze[start + offset]) != frieze[start + offset]:
            break
    else:
        found += 1
print(found)
