# Starts anew at every cup.
n, most = map(int, input().split())
cups = list(map(int, input().split()))
longest = found = 0
for start in range(n):
    counts = {}
    last = start
    while last < n and counts.get(cups[last], 0) < most:
        counts[cups[last]] = counts.get(cups[last], 0) + 1
        last += 1
    if last - start > longest:
        longest, found = last - start, 1
    elif last - start == longest:
        found += 1
print(longest, found)
