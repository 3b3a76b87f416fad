# Inverts p modulo r without dividing by their common divisor first, which Python refuses.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
rows = iter(data[1:])
for a, p, b, r in zip(rows, rows, rows, rows):
    minute = a + (b - a) * pow(p, -1, r) % r * p
    if minute < b:
        step = p * r
        minute += (b - minute + step - 1) // step * step
    print(minute)
