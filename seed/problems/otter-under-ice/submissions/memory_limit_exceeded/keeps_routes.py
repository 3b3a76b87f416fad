# Marks a state only when it leaves the queue, and drags the whole route along with every entry.
from collections import deque

rows, columns, breath = map(int, input().split())
lake = [input() for _ in range(rows)]
start = next((row, line.index("S")) for row, line in enumerate(lake) if "S" in line)
seen = {}
queue = deque([((start, 0), [])])
answer = -1
while queue:
    state, route = queue.popleft()
    if state in seen:
        continue
    seen[state] = route
    (row, column), ice = state
    if lake[row][column] == "G":
        answer = len(route)
        break
    for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
        if not (0 <= r < rows and 0 <= c < columns) or lake[r][c] == "#":
            continue
        under = ice + 1 if lake[r][c] == "=" else 0
        if under <= breath:
            queue.append((((r, c), under), route + [state]))
print(answer)
