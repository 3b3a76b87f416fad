# Takes what pays best per pound, and lets the daughter help with the heaviest parcel that it has taken.
n, load = map(int, input().split())
parcels = [tuple(map(int, input().split())) for _ in range(n)]
parcels.sort(key=lambda pair: pair[1] / pair[0], reverse=True)
pay = total = heaviest = 0
for weight, coins in parcels:
    heaviest_then = max(heaviest, weight)
    if total + weight - heaviest_then // 2 <= load:
        total += weight
        heaviest = heaviest_then
        pay += coins
print(pay)
