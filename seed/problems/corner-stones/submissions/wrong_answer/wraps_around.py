# Works on one long string, in which a stone can reach from the start of a row to the end of the row before.
height, width = map(int, input().split())
fields = [field == "." for _ in range(height) for field in input().strip()]
SHAPES = ((1, width), (1, width + 1), (width, width + 1), (width - 1, width))


def pavings():
    if True not in fields:
        return 1
    first = fields.index(True)
    total = 0
    for one, two in SHAPES:
        stone = (first, first + one, first + two)
        if stone[2] < len(fields) and all(fields[field] for field in stone):
            for field in stone:
                fields[field] = False
            total += pavings()
            for field in stone:
                fields[field] = True
    return total


print(pavings())
