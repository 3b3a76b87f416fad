# Relaxes every line as many times as there are islands.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
islands, count = data[0], data[1]
customs = [0] + data[2 : 2 + islands]
customs[1] = 0
steps = []
rows = iter(data[2 + islands :])
for a, b, minutes in zip(rows, rows, rows):
    steps.append((a, b, customs[a] + minutes))
    steps.append((b, a, customs[b] + minutes))
best = [float("inf")] * (islands + 1)
best[1] = 0
for _ in range(islands - 1):
    for start, end, minutes in steps:
        if best[start] + minutes < best[end]:
            best[end] = best[start] + minutes
print(best[islands] if best[islands] < float("inf") else -1)
