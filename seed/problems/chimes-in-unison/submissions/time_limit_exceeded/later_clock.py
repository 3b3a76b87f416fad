# Lets the later clock chime until the other one chimes as well, or until all positions have come up once.
import sys
from math import gcd

data = list(map(int, sys.stdin.buffer.read().split()))
rows = iter(data[1:])
for a, p, b, r in zip(rows, rows, rows, rows):
    if a < b:
        a, p, b, r = b, r, a, p
    minute = a
    for _ in range(r // gcd(p, r)):
        if (minute - b) % r == 0:
            print(minute)
            break
        minute += p
    else:
        print(-1)
