# Union-find without any care for the shape of the trees.
import sys

data = sys.stdin.buffer.read().split()
n, m, q = int(data[0]), int(data[1]), int(data[2])
people = [0] + list(map(int, data[3 : 3 + n]))
ends = list(map(int, data[3 + n : 3 + n + 2 * m]))
kinds = data[3 + n + 2 * m :: 2]
numbers = list(map(int, data[4 + n + 2 * m :: 2]))
parent = list(range(n + 1))


def find(hut):
    while parent[hut] != hut:
        hut = parent[hut]
    return hut


def join(bridge):
    a, b = find(ends[2 * bridge]), find(ends[2 * bridge + 1])
    if a != b:
        parent[a] = b
        people[b] += people[a]


melted = {number for kind, number in zip(kinds, numbers) if kind == b"-"}
for bridge in range(m):
    if bridge + 1 not in melted:
        join(bridge)
answers = []
for kind, number in zip(reversed(kinds), reversed(numbers)):
    if kind == b"-":
        join(number - 1)
    else:
        answers.append(people[find(number)])
print("\n".join(map(str, reversed(answers))))
