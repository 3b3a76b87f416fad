import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    oases, count = data[0], data[1]
    ends = data[2 : 2 * oases]
    near = [[] for _ in range(oases + 1)]
    for road, (u, v) in enumerate(zip(ends[::2], ends[1::2]), 1):
        near[u].append((v, road))
        near[v].append((u, road))

    parent = [0] * (oases + 1)
    above = [0] * (oases + 1)  # the road to the parent
    depth = [0] * (oases + 1)
    order = [1]
    for here in order:
        for other, road in near[here]:
            if other != parent[here]:
                parent[other] = here
                above[other] = road
                depth[other] = depth[here] + 1
                order.append(other)

    size = [1] * (oases + 1)
    heavy = [0] * (oases + 1)
    largest = [0] * (oases + 1)
    for here in reversed(order):
        up = parent[here]
        size[up] += size[here]
        if size[here] > largest[up]:
            largest[up] = size[here]
            heavy[up] = here
    top = list(range(oases + 1))
    for here in order:
        if heavy[here]:
            top[heavy[here]] = top[here]

    notes = [0] * (oases + 1)
    rows = iter(data[2 * oases : 2 * oases + 3 * count])
    for a, b, camels in zip(rows, rows, rows):
        notes[a] += camels
        notes[b] += camels
        while top[a] != top[b]:
            if depth[top[a]] < depth[top[b]]:
                b = parent[top[b]]
            else:
                a = parent[top[a]]
        notes[a if depth[a] < depth[b] else b] -= 2 * camels

    load = [0] * oases
    for here in reversed(order):
        load[above[here]] = notes[here]
        notes[parent[here]] += notes[here]
    load[0] = -1
    most = max(load)
    print(load.index(most), most)


main()
