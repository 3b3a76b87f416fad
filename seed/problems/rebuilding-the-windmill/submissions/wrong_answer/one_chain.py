# Follows a single longest chain back from its end, and counts the jobs on it.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
n, m = data[0], data[1]
hours = [0] + data[2 : 2 + n]
pairs = iter(data[2 + n :])
after = [[] for _ in range(n + 1)]
waits = [0] * (n + 1)
for first, second in zip(pairs, pairs):
    after[first].append(second)
    waits[second] += 1
order = [job for job in range(1, n + 1) if waits[job] == 0]
start = [0] * (n + 1)
before = [0] * (n + 1)
for job in order:
    for other in after[job]:
        if start[other] < start[job] + hours[job]:
            start[other] = start[job] + hours[job]
            before[other] = job
        waits[other] -= 1
        if waits[other] == 0:
            order.append(other)
if len(order) < n:
    print(-1)
else:
    job = max(order, key=lambda job: start[job] + hours[job])
    total = start[job] + hours[job]
    critical = 0
    while job:
        critical += 1
        job = before[job]
    print(total, critical)
