# Lets the tram go backwards when the goal has the smaller number.
import sys
from itertools import accumulate

data = list(map(int, sys.stdin.buffer.read().split()))
stops = data[0]
reached = [0, 0, *accumulate(data[2 : 2 + stops])]
answers = [abs(reached[b] - reached[a]) for a, b in zip(data[2 + stops :: 2], data[3 + stops :: 2])]
print("\n".join(map(str, answers)))
