# Looks at the outermost stones in the eight main directions of the compass only.
n, q = map(int, input().split())
stones = [tuple(map(int, input().split())) for _ in range(n)]
keys = [
    lambda s: (s[0], s[1]),
    lambda s: (s[0], -s[1]),
    lambda s: (s[1], s[0]),
    lambda s: (s[1], -s[0]),
    lambda s: s[0] + s[1],
    lambda s: s[0] - s[1],
]
outermost = {pick(stones, key=key) for key in keys for pick in (min, max)}
for _ in range(q):
    dx, dy = map(int, input().split())
    heights = [dx * x + dy * y for x, y in outermost]
    print(max(heights) - min(heights))
