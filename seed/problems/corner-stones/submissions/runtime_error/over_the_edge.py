# Looks at the row below without asking whether there is one.
height, width = map(int, input().split())
courtyard = [[*input().strip(), "T"] for _ in range(height)]


def pavings():
    for y in range(height):
        for x in range(width):
            if courtyard[y][x] == ".":
                total = 0
                for (a, b), (c, d) in (
                    ((y, x + 1), (y + 1, x)),
                    ((y, x + 1), (y + 1, x + 1)),
                    ((y + 1, x), (y + 1, x + 1)),
                    ((y + 1, x - 1), (y + 1, x)),
                ):
                    if courtyard[a][b] == "." and courtyard[c][d] == ".":
                        courtyard[y][x] = courtyard[a][b] = courtyard[c][d] = "#"
                        total += pavings()
                        courtyard[y][x] = courtyard[a][b] = courtyard[c][d] = "."
                return total
    return 1


print(pavings())
