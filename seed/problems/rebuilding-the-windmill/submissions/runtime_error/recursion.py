# Remembers what it has found, but descends along a chain by recursion: a thousand jobs are too many.
from functools import cache

n, m = map(int, input().split())
hours = list(map(int, input().split()))
after = [[] for _ in range(n)]
before = [[] for _ in range(n)]
for _ in range(m):
    first, second = map(int, input().split())
    after[first - 1].append(second - 1)
    before[second - 1].append(first - 1)
waits = [len(list_) for list_ in before]
order = [job for job in range(n) if waits[job] == 0]
for job in order:
    for other in after[job]:
        waits[other] -= 1
        if waits[other] == 0:
            order.append(other)


@cache
def start(job):
    return max((start(other) + hours[other] for other in before[job]), default=0)


@cache
def rest(job):
    return hours[job] + max((rest(other) for other in after[job]), default=0)


if len(order) < n:
    print(-1)
else:
    total = max(start(job) + rest(job) for job in range(n))
    print(total, sum(start(job) + rest(job) == total for job in range(n)))
