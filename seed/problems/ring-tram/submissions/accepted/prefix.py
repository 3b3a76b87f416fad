import sys
from itertools import accumulate


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    stops = data[0]
    reached = [0, 0, *accumulate(data[2 : 2 + stops])]
    whole = reached.pop()
    answers = []
    for a, b in zip(data[2 + stops :: 2], data[3 + stops :: 2]):
        ride = reached[b] - reached[a]
        answers.append(ride if ride >= 0 else ride + whole)
    print("\n".join(map(str, answers)))


main()
