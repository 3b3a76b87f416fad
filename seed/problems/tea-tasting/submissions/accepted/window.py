import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    most = data[1]
    cups = data[2:]
    counts = {}
    start = longest = found = 0
    for last, variety in enumerate(cups, 1):
        count = counts.get(variety, 0) + 1
        while count > most:
            dropped = cups[start]
            start += 1
            if dropped == variety:
                count -= 1
            else:
                counts[dropped] -= 1
        counts[variety] = count
        length = last - start
        if length > longest:
            longest = length
            found = 1
        elif length == longest:
            found += 1
    print(longest, found)


main()
