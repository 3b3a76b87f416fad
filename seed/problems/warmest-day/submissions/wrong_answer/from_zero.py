n = int(input())
values = list(map(int, input().split()))
day, warmest = 1, 0
for i in range(n):
    if values[i] > warmest:
        day, warmest = i + 1, values[i]
print(day, warmest)
