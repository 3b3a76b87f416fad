# Always takes the pot that is glazed soonest, even if that leaves a long firing for the end.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
wheel = kiln = 0
for glaze, fire in sorted(zip(data[1::2], data[2::2])):
    wheel += glaze
    kiln = max(kiln, wheel) + fire
print(kiln)
