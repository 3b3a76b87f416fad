# Adds up a slice of the times for every passenger.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
stops = data[0]
seconds = data[2 : 2 + stops]
for a, b in zip(data[2 + stops :: 2], data[3 + stops :: 2]):
    if a <= b:
        print(sum(seconds[a - 1 : b - 1]))
    else:
        print(sum(seconds[a - 1 :]) + sum(seconds[: b - 1]))
