n = int(input())
values = list(map(int, input().split()))
best = 0
for i in range(1, n):
    if values[i] > values[best]:
        best = i
print(best + 1, values[best])
