# Correct, but Python gives up after about a thousand levels of recursion.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
behind = [[] for _ in range(data[0] + 1)]
for tree, (source, capacity, demand) in enumerate(zip(data[1::3], data[2::3], data[3::3]), 2):
    behind[source].append((tree, capacity, demand))


def useful(place):
    return sum(min(capacity, demand + useful(tree)) for tree, capacity, demand in behind[place])


print(useful(1))
