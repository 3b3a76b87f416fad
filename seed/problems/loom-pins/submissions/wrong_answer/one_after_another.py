# Changes from every card to the next one only, instead of testing all pairs.
n, k = map(int, input().split())
wears = list(map(int, input().split()))
cards = list(map(int, input().split()))
total = 0
for first, second in zip(cards, cards[1:]):
    moved = first ^ second
    total += sum(wear for pin, wear in enumerate(wears) if moved >> pin & 1)
print(total)
