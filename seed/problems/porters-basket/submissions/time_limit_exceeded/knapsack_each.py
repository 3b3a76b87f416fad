# Solves a knapsack problem of its own for every parcel that the daughter could carry.
n, load = map(int, input().split())
parcels = [tuple(map(int, input().split())) for _ in range(n)]


def knapsack(parcels, load):
    best = [0] * (load + 1)
    for weight, pay in parcels:
        for left in range(load, weight - 1, -1):
            best[left] = max(best[left], best[left - weight] + pay)
    return best[load]


answer = 0
for i, (weight, pay) in enumerate(parcels):
    left = load - (weight + 1) // 2
    if left >= 0:
        answer = max(answer, pay + knapsack(parcels[:i] + parcels[i + 1 :], left))
print(answer)
