import sys


def main():
    gears = list(map(int, sys.stdin.buffer.read().split()))[1:]
    most = max(gears)
    count = [0] * (most + 1)
    for teeth in gears:
        count[teeth] += 1
    exact = [0] * (most + 1)
    for divisor in range(most, 1, -1):
        multiples = sum(count[divisor::divisor])
        if multiples > 1:
            exact[divisor] = multiples * (multiples - 1) // 2 - sum(exact[divisor::divisor])

    singing = 0
    prime = bytearray([1]) * (most + 1)
    for number in range(2, most + 1):
        if prime[number]:
            singing += exact[number]
            prime[number::number] = bytes(most // number)
    print(singing)


main()
