# Looks at all stones for every direction.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
numbers = list(zip(data[2::2], data[3::2]))
stones = numbers[:n]
for dx, dy in numbers[n:]:
    heights = [dx * x + dy * y for x, y in stones]
    print(max(heights) - min(heights))
