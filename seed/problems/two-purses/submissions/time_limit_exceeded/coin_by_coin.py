# Moves the second purse into the first one, one coin at a time.
first, second = map(int, input().split())
while second > 0:
    first += 1
    second -= 1
while second < 0:
    first -= 1
    second += 1
print(first)
