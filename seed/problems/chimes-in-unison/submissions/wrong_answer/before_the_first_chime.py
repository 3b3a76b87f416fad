# Finds the first minute that fits both rhythms, even if the second clock has not begun to chime by then.
import sys
from math import gcd

data = list(map(int, sys.stdin.buffer.read().split()))
rows = iter(data[1:])
for a, p, b, r in zip(rows, rows, rows, rows):
    divisor = gcd(p, r)
    if (b - a) % divisor:
        print(-1)
    else:
        modulus = r // divisor
        print(a + (b - a) // divisor * pow(p // divisor, -1, modulus) % modulus * p)
