import sys
from collections import Counter


def main():
    tokens = sys.stdin.read().split()
    total = int(tokens[0])
    left = Counter()
    right = Counter()
    for colour, side in zip(tokens[1::2], tokens[2::2]):
        if side == "L":
            left[colour] += 1
        else:
            right[colour] += 1
    pairs = sum(min(count, right[colour]) for colour, count in left.items())
    print(pairs, total - 2 * pairs)


main()
