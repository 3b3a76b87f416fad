import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    longest = data[1]
    impossible = float("-inf")
    empty = 0
    # Index j: the row of planted beds that ends here has j + 1 of them.
    with_tulips = [impossible] * longest
    with_mint = [impossible] * longest
    values = iter(data[2:])
    for tulips, mint in zip(values, values):
        best = max(empty, max(with_tulips), max(with_mint))
        next_tulips = [empty + tulips] + [value + tulips for value in with_mint[:-1]]
        next_mint = [empty + mint] + [value + mint for value in with_tulips[:-1]]
        empty, with_tulips, with_mint = best, next_tulips, next_mint
    print(max(empty, max(with_tulips), max(with_mint)))


main()
