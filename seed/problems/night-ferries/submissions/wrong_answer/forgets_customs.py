# Looks only at the ferry times and forgets the customs offices.
import sys
from heapq import heappop, heappush

data = list(map(int, sys.stdin.buffer.read().split()))
islands, count = data[0], data[1]
lines = [[] for _ in range(islands + 1)]
rows = iter(data[2 + islands :])
for a, b, minutes in zip(rows, rows, rows):
    lines[a].append((b, minutes))
    lines[b].append((a, minutes))
best = {1: 0}
queue = [(0, 1)]
while queue:
    time, island = heappop(queue)
    if time > best[island]:
        continue
    for other, minutes in lines[island]:
        if time + minutes < best.get(other, float("inf")):
            best[other] = time + minutes
            heappush(queue, (time + minutes, other))
print(best.get(islands, -1))
