SHAPES = (((0, 1), (1, 0)), ((0, 1), (1, 1)), ((1, 0), (1, 1)), ((1, -1), (1, 0)))

height, width = map(int, input().split())
# A wall of trees on the left, on the right and below saves all questions about the edges.
courtyard = [["T", *input().strip(), "T"] for _ in range(height)]
courtyard.append(["T"] * (width + 2))
fields = [(y, x) for y in range(height) for x in range(1, width + 1)]


def pavings(start):
    for position in range(start, len(fields)):
        y, x = fields[position]
        if courtyard[y][x] == ".":
            break
    else:
        return 1
    total = 0
    for (dy1, dx1), (dy2, dx2) in SHAPES:
        if courtyard[y + dy1][x + dx1] == "." and courtyard[y + dy2][x + dx2] == ".":
            courtyard[y + dy1][x + dx1] = courtyard[y + dy2][x + dx2] = "#"
            total += pavings(position + 1)
            courtyard[y + dy1][x + dx1] = courtyard[y + dy2][x + dx2] = "."
    return total


print(pavings(0))
