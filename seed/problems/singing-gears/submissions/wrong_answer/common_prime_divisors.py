# Counts the pairs with a common prime divisor, once for each of them, and also if the greatest one is composite.
import sys

gears = list(map(int, sys.stdin.buffer.read().split()))[1:]
most = max(gears)
count = [0] * (most + 1)
for teeth in gears:
    count[teeth] += 1
prime = bytearray([1]) * (most + 1)
singing = 0
for number in range(2, most + 1):
    if prime[number]:
        prime[number::number] = bytes(most // number)
        multiples = sum(count[number::number])
        singing += multiples * (multiples - 1) // 2
print(singing)
