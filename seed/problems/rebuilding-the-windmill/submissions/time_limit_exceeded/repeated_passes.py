# Goes through all pairs again and again until no job starts later than before.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
n, m = data[0], data[1]
hours = [0] + data[2 : 2 + n]
pairs = list(zip(data[2 + n :: 2], data[3 + n :: 2]))


def settle(pairs):
    start = [0] * (n + 1)
    for _ in range(n + 1):
        changed = False
        for first, second in pairs:
            if start[second] < start[first] + hours[first]:
                start[second] = start[first] + hours[first]
                changed = True
        if not changed:
            return start
    return None


start = settle(pairs)
if start is None:
    print(-1)
else:
    rest = settle([(second, first) for first, second in pairs])
    through = [start[job] + hours[job] + rest[job] for job in range(1, n + 1)]
    print(max(through), through.count(max(through)))
