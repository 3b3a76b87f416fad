n = int(input())
amounts = [int(input()) for _ in range(n)]
print(sum(amounts), max(amounts), sum(a > 0 for a in amounts))
