# Numbers the stops of a second round from n + 1 on, but has added up only one round.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
stops = data[0]
reached = [0]
for seconds in data[2 : 2 + stops]:
    reached.append(reached[-1] + seconds)
for a, b in zip(data[2 + stops :: 2], data[3 + stops :: 2]):
    if b < a:
        b += stops
    print(reached[b - 1] - reached[a - 1])
