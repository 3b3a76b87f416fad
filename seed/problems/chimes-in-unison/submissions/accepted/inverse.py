import sys
from math import gcd


def together(a, p, b, r):
    divisor = gcd(p, r)
    if (b - a) % divisor:
        return -1
    modulus = r // divisor
    first = (b - a) // divisor * pow(p // divisor, -1, modulus) % modulus
    minute = a + first * p
    if minute < b:
        step = p * modulus
        minute += (b - minute + step - 1) // step * step
    return minute


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    rows = iter(data[1:])
    print("\n".join(str(together(*pair)) for pair in zip(rows, rows, rows, rows)))


main()
