# Looks at every pair of cards.
n, k = map(int, input().split())
wears = list(map(int, input().split()))
cards = list(map(int, input().split()))
total = 0
for i in range(n):
    for j in range(i):
        moved = cards[i] ^ cards[j]
        pin = 0
        while moved:
            if moved & 1:
                total += wears[pin]
            moved >>= 1
            pin += 1
print(total)
