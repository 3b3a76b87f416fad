import sys

names = sys.stdin.read().split()[1:]
counts = {}
for name in names:
    counts[name] = counts.get(name, 0) + 1
best = min(counts, key=lambda name: (-counts[name], name))
print(best, counts[best])
