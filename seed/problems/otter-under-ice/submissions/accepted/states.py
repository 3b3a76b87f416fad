import sys
from collections import deque


def main():
    lines = sys.stdin.read().split()
    breath = int(lines[2])
    columns = int(lines[1]) + 1
    # One column and two rows of rock around the map, so that no move leaves it.
    lake = "#" * columns + "#".join(lines[3:]) + "#" * (columns + 1)
    least_ice = [0 if square == "#" else breath + 1 for square in lake]
    start, goal = lake.index("S"), lake.index("G")
    least_ice[start] = 0
    queue = deque([(start, 0, 0)])
    while queue:
        square, ice, moves = queue.popleft()
        if square == goal:
            print(moves)
            return
        for other in (square - columns, square - 1, square + 1, square + columns):
            under = ice + 1 if lake[other] == "=" else 0
            if under < least_ice[other]:
                least_ice[other] = under
                queue.append((other, under, moves + 1))
    print(-1)


main()
