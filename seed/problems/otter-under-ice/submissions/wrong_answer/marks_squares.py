# Visits every square once, however much breath is left.
from collections import deque

rows, columns, breath = map(int, input().split())
lake = [input() for _ in range(rows)]
start = next((row, line.index("S")) for row, line in enumerate(lake) if "S" in line)
seen = {start}
queue = deque([(start, 0, 0)])
answer = -1
while queue:
    (row, column), ice, moves = queue.popleft()
    if lake[row][column] == "G":
        answer = moves
        break
    for other in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
        if not (0 <= other[0] < rows and 0 <= other[1] < columns) or other in seen:
            continue
        symbol = lake[other[0]][other[1]]
        under = ice + 1 if symbol == "=" else 0
        if symbol != "#" and under <= breath:
            seen.add(other)
            queue.append((other, under, moves + 1))
print(answer)
