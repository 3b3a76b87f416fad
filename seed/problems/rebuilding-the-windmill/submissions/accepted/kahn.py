import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    hours = [0] + data[2 : 2 + n]
    pairs = iter(data[2 + n : 2 + n + 2 * m])
    after = [[] for _ in range(n + 1)]
    waits = [0] * (n + 1)
    for first, second in zip(pairs, pairs):
        after[first].append(second)
        waits[second] += 1

    order = [job for job in range(1, n + 1) if waits[job] == 0]
    start = [0] * (n + 1)
    for job in order:
        end = start[job] + hours[job]
        for other in after[job]:
            if start[other] < end:
                start[other] = end
            waits[other] -= 1
            if waits[other] == 0:
                order.append(other)
    if len(order) < n:
        print(-1)
        return

    rest = [0] * (n + 1)
    for job in reversed(order):
        rest[job] = hours[job] + max([rest[other] for other in after[job]], default=0)
    total = max(map(int.__add__, start, rest))
    print(total, sum(start[job] + rest[job] == total for job in order))


main()
