n = int(input())
total = 0
largest = 0
dry = 0
for _ in range(n):
    amount = int(input())
    total += amount
    largest = max(largest, amount)
    if amount == 0:
        dry += 1
print(total, largest, dry)
