import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    places = data[0]
    source = [0, 0, *data[1::3]]
    capacity = [0, 0, *data[2::3]]
    needed = [0, 0, *data[3::3]]
    behind = [[] for _ in range(places + 1)]
    for tree in range(2, places + 1):
        behind[source[tree]].append(tree)
    order = [1]
    for place in order:
        order.extend(behind[place])
    for tree in reversed(order[1:]):
        needed[source[tree]] += min(capacity[tree], needed[tree])
    print(needed[1])


main()
