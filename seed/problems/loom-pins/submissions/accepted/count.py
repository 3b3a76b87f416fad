import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, k = data[0], data[1]
    wears = data[2 : 2 + k]
    cards = data[2 + k : 2 + k + n]
    total = 0
    for pin, wear in enumerate(wears):
        mask = 1 << pin
        holes = sum([1 for card in cards if card & mask])
        total += wear * holes * (n - holes)
    print(total)


main()
