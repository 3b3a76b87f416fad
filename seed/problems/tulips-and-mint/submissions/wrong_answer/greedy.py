# Plants the most profitable beds first, wherever the rules still allow it.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
beds, longest = data[0], data[1]
offers = []
for bed in range(beds):
    offers.append((data[2 + 2 * bed], bed, 1))
    offers.append((data[3 + 2 * bed], bed, 2))
offers.sort(reverse=True)
garden = [0] * (beds + 2 * longest + 2)
shift = longest + 1
total = 0
for profit, bed, plant in offers:
    place = bed + shift
    if profit <= 0 or garden[place] or plant in (garden[place - 1], garden[place + 1]):
        continue
    low = place
    while garden[low - 1]:
        low -= 1
    high = place
    while garden[high + 1]:
        high += 1
    if high - low + 1 <= longest:
        garden[place] = plant
        total += profit
print(total)
