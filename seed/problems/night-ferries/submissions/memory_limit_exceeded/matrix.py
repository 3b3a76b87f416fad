# Keeps a full table of the times between any two islands: thousands of millions of cells for the large inputs.
import sys
from array import array

data = list(map(int, sys.stdin.buffer.read().split()))
islands, count = data[0], data[1]
customs = [0] + data[2 : 2 + islands]
customs[1] = 0
table = [array("i", [-1]) * (islands + 1) for _ in range(islands + 1)]
rows = iter(data[2 + islands :])
for a, b, minutes in zip(rows, rows, rows):
    if table[a][b] < 0 or minutes < table[a][b]:
        table[a][b] = table[b][a] = minutes
best = {1: 0}
done = set()
while len(done) < len(best):
    time, island = min((time, island) for island, time in best.items() if island not in done)
    done.add(island)
    leaving = time + customs[island]
    for other in range(1, islands + 1):
        minutes = table[island][other]
        if minutes >= 0 and leaving + minutes < best.get(other, float("inf")):
            best[other] = leaving + minutes
print(best.get(islands, -1))
