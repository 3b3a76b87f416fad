import sys

names = sys.stdin.read().split()[1:]
counts = {}
for name in names:
    counts[name] = counts.get(name, 0) + 1
best = max(counts, key=counts.get)
print(best, counts[best])
