# Takes the camels away only once where the two halves of a way meet, so that they go on to the root.
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
order = [1]
for here in order:
    for other, road in near[here]:
        if other != parent[here]:
            parent[other], above[other], depth[other] = here, road, depth[here] + 1
            order.append(other)
notes = [0] * (oases + 1)
rows = iter(data[2 * oases :])
for a, b, camels in zip(rows, rows, rows):
    notes[a] += camels
    notes[b] += camels
    while a != b:
        if depth[a] < depth[b]:
            a, b = b, a
        a = parent[a]
    notes[a] -= camels
load = [0] * oases
for here in reversed(order):
    load[above[here]] = notes[here]
    notes[parent[here]] += notes[here]
load[0] = -1
most = max(load)
print(load.index(most), most)
