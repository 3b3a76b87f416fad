# Trusts that every tree has a larger number than the place its water comes from.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
places = data[0]
needed = [0] * (places + 1)
for tree in range(places, 1, -1):
    source, capacity, demand = data[3 * tree - 5 : 3 * tree - 2]
    needed[source] += min(capacity, demand + needed[tree])
print(needed[1])
