import sys
from heapq import heappop, heappush


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    islands, count = data[0], data[1]
    customs = [0] + data[2 : 2 + islands]
    customs[1] = 0
    lines = [[] for _ in range(islands + 1)]
    rows = iter(data[2 + islands : 2 + islands + 3 * count])
    for a, b, minutes in zip(rows, rows, rows):
        lines[a].append((b, minutes))
        lines[b].append((a, minutes))

    best = [float("inf")] * (islands + 1)
    best[1] = 0
    queue = [(0, 1)]
    while queue:
        time, island = heappop(queue)
        if time > best[island]:
            continue
        if island == islands:
            print(time)
            return
        leaving = time + customs[island]
        for other, minutes in lines[island]:
            arrival = leaving + minutes
            if arrival < best[other]:
                best[other] = arrival
                heappush(queue, (arrival, other))
    print(-1)


main()
