# Swims on by recursion, which ends at a thousand moves.
rows, columns, breath = map(int, input().split())
lake = [input() for _ in range(rows)]
best = {}


def swim(row, column, ice, moves):
    if not (0 <= row < rows and 0 <= column < columns) or lake[row][column] == "#":
        return
    under = ice + 1 if lake[row][column] == "=" else 0
    if under > breath or best.get((row, column, under), moves + 1) <= moves:
        return
    best[row, column, under] = moves
    swim(row + 1, column, under, moves + 1)
    swim(row - 1, column, under, moves + 1)
    swim(row, column + 1, under, moves + 1)
    swim(row, column - 1, under, moves + 1)


start = next(row for row in range(rows) if "S" in lake[row])
swim(start, lake[start].index("S"), 0, 0)
goal = next(row for row in range(rows) if "G" in lake[row])
print(best.get((goal, lake[goal].index("G"), 0), -1))
