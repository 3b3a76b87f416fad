# Decides for every possible place of a stone whether one lies there, and looks only at the end whether all is paved.
height, width = map(int, input().split())
courtyard = [input().strip() for _ in range(height)]
free = {(y, x) for y in range(height) for x in range(width) if courtyard[y][x] == "."}
places = []
for y in range(height - 1):
    for x in range(width - 1):
        square = {(y, x), (y, x + 1), (y + 1, x), (y + 1, x + 1)}
        places += [square - {missing} for missing in square if square - {missing} <= free]


def pavings(index, left):
    if index == len(places):
        return 0 if left else 1
    total = pavings(index + 1, left)
    if places[index] <= left:
        total += pavings(index + 1, left - places[index])
    return total


print(pavings(0, free))
