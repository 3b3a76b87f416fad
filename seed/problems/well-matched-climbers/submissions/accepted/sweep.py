import sys


def main():
    data = sys.stdin.buffer
    _, limit = map(int, data.readline().split())
    reaches = sorted(map(int, data.read().split()))
    first = 0
    pairs = 0
    for last, reach in enumerate(reaches):
        lowest = reach - limit
        while reaches[first] < lowest:
            first += 1
        pairs += last - first
    print(pairs)


main()
