import sys


def main():
    data = sys.stdin.buffer.read().split()
    n, m, q = int(data[0]), int(data[1]), int(data[2])
    people = [0] + list(map(int, data[3 : 3 + n]))
    at = 3 + n
    ends = list(map(int, data[at : at + 2 * m]))
    at += 2 * m
    kinds = data[at : at + 2 * q : 2]
    numbers = list(map(int, data[at + 1 : at + 2 * q : 2]))

    parent = list(range(n + 1))

    def find(hut):
        root = hut
        while parent[root] != root:
            root = parent[root]
        while parent[hut] != root:
            parent[hut], hut = root, parent[hut]
        return root

    def join(bridge):
        a, b = find(ends[2 * bridge]), find(ends[2 * bridge + 1])
        if a != b:
            parent[a] = b
            people[b] += people[a]

    survives = [True] * m
    for kind, number in zip(kinds, numbers):
        if kind == b"-":
            survives[number - 1] = False
    for bridge in range(m):
        if survives[bridge]:
            join(bridge)
    answers = []
    for kind, number in zip(reversed(kinds), reversed(numbers)):
        if kind == b"-":
            join(number - 1)
        else:
            answers.append(people[find(number)])
    print("\n".join(map(str, reversed(answers))))


main()
