# Sweeps over the whole map again and again until no number of moves changes any more.
rows, columns, breath = map(int, input().split())
lake = [input() for _ in range(rows)]
never = float("inf")
moves = [[[never] * (breath + 1) for _ in range(columns)] for _ in range(rows)]
changed = True
while changed:
    changed = False
    for row in range(rows):
        for column in range(columns):
            symbol = lake[row][column]
            if symbol == "#":
                continue
            here = moves[row][column]
            before = here[:]
            if symbol == "S":
                here[0] = 0
            for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if not (0 <= r < rows and 0 <= c < columns):
                    continue
                if symbol == "=":
                    for ice in range(breath):
                        here[ice + 1] = min(here[ice + 1], moves[r][c][ice] + 1)
                else:
                    here[0] = min(here[0], min(moves[r][c]) + 1)
            changed = changed or here != before
row = next(row for row in range(rows) if "G" in lake[row])
best = moves[row][lake[row].index("G")][0]
print(-1 if best == never else best)
