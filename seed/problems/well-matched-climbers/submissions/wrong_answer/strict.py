# Counts only differences strictly smaller than the limit.
import sys

tokens = sys.stdin.read().split()
limit = int(tokens[1])
reaches = sorted(map(int, tokens[2:]))
first = 0
pairs = 0
for last, reach in enumerate(reaches):
    while first < last and reach - reaches[first] >= limit:
        first += 1
    pairs += last - first
print(pairs)
