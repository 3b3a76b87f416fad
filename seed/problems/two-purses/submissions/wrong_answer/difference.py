# Subtracts instead of adding.
first, second = map(int, input().split())
print(first - second)
