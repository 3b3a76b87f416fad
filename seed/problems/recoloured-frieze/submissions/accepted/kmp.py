import sys


def distances(tiles):
    last = {}
    result = []
    for index, tile in enumerate(tiles):
        result.append(index - last.get(tile, index))
        last[tile] = index
    return result


def main():
    ornament, frieze = sys.stdin.read().split()
    # -1 at the end matches nothing: a complete match always falls back.
    wanted = distances(ornament) + [-1]
    fallback = [0, 0]
    length = 0
    for distance in wanted[1:-1]:
        while wanted[length] != (distance if distance <= length else 0):
            length = fallback[length]
        length += 1
        fallback.append(length)
    found = length = 0
    complete = len(ornament)
    for distance in distances(frieze):
        while wanted[length] != (distance if distance <= length else 0):
            length = fallback[length]
        length += 1
        if length == complete:
            found += 1
    print(found)


main()
