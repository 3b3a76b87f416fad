# Empties the whole window when a variety is over the limit.
n, most = map(int, input().split())
counts = {}
length = longest = found = 0
for variety in map(int, input().split()):
    if counts.get(variety, 0) == most:
        counts = {}
        length = 0
    counts[variety] = counts.get(variety, 0) + 1
    length += 1
    if length > longest:
        longest, found = length, 1
    elif length == longest:
        found += 1
print(longest, found)
