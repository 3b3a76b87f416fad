# Believes that two huts share at most one bridge: when it melts, the others are gone as well.
n, m, q = map(int, input().split())
people = [0] + list(map(int, input().split()))
bridges = [None] + [tuple(sorted(map(int, input().split()))) for _ in range(m)]
events = [input().split() for _ in range(q)]
parent = list(range(n + 1))


def find(hut):
    while parent[hut] != hut:
        parent[hut] = parent[parent[hut]]
        hut = parent[hut]
    return hut


def join(a, b):
    a, b = find(a), find(b)
    if a != b:
        parent[a] = b
        people[b] += people[a]


melted = {bridges[int(number)] for kind, number in events if kind == "-"}
for bridge in set(bridges[1:]) - melted:
    join(*bridge)
answers = []
for kind, number in reversed(events):
    if kind == "-":
        join(*bridges[int(number)])
    else:
        answers.append(people[find(int(number))])
print("\n".join(map(str, reversed(answers))))
