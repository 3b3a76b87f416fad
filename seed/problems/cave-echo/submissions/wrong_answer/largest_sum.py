def deepest_echo(cave):
    if cave is None:
        return []
    return [cave.value] + max(deepest_echo(cave.left), deepest_echo(cave.right), key=sum)
