def deepest_echo(cave):
    best = {}

    def measure(chamber):
        if chamber is None:
            return 0, 0
        left, right = measure(chamber.left), measure(chamber.right)
        best[id(chamber)] = chamber.right if right > left else chamber.left
        length, total = max(left, right)
        return length + 1, total + chamber.value

    measure(cave)
    way = []
    while cave:
        way.append(cave.value)
        cave = best[id(cave)]
    return way
