# The right rule, but looks through all remaining pots for every next one.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
pots = list(zip(data[1::2], data[2::2]))
keys = [(0, glaze) if glaze < fire else (1, -fire) for glaze, fire in pots]
wheel = kiln = 0
while pots:
    best = keys.index(min(keys))
    keys.pop(best)
    glaze, fire = pots.pop(best)
    wheel += glaze
    kiln = max(kiln, wheel) + fire
print(kiln)
