import sys
from bisect import bisect_left


def chain(points):
    """The lower part of the hull, from left to right."""
    corners = []
    for x, y in points:
        while len(corners) > 1:
            (ax, ay), (bx, by) = corners[-2], corners[-1]
            if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                break
            corners.pop()
        corners.append((x, y))
    # A last edge that goes straight up is of no use for any rope but an upright one.
    if len(corners) > 1 and corners[-1][0] == corners[-2][0]:
        corners.pop()
    # Correctly rounded quotients of such small integers are in the right order, and equal only if the slopes are.
    slopes = [(by - ay) / (bx - ax) for (ax, ay), (bx, by) in zip(corners, corners[1:])]
    return corners, slopes


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    rest = iter(data[2:])
    numbers = list(zip(rest, rest))
    stones = sorted(numbers[:n])
    low, low_slopes = chain(stones)
    # The upper part of the hull is the lower part of its mirror image.
    high, high_slopes = chain(sorted([(x, -y) for x, y in stones]))
    width = stones[-1][0] - stones[0][0]
    spans = []
    for dx, dy in numbers[n:]:
        if dy == 0:
            spans.append(abs(dx) * width)
            continue
        if dy < 0:
            dx, dy = -dx, -dy
        x, y = low[bisect_left(low_slopes, -dx / dy)]
        u, v = high[bisect_left(high_slopes, dx / dy)]
        spans.append(dx * (u - x) - dy * (v + y))
    print("\n".join(map(str, spans)))


main()
