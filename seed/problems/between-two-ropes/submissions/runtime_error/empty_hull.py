# The two halves of the hull lose their last corner each: of a single stone nothing is left.
import sys


def half(points):
    corners = []
    for x, y in points:
        while len(corners) > 1:
            (ax, ay), (bx, by) = corners[-2], corners[-1]
            if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                break
            corners.pop()
        corners.append((x, y))
    return corners[:-1]


data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
numbers = list(zip(data[2::2], data[3::2]))
stones = sorted(numbers[:n])
hull = half(stones) + half(stones[::-1])
for dx, dy in numbers[n:]:
    heights = [dx * x + dy * y for x, y in hull]
    print(max(heights) - min(heights))
