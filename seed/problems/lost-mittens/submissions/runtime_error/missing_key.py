# Asks the dictionary for a colour that has never been seen on that side.
import sys

tokens = sys.stdin.read().split()
total = int(tokens[0])
left = {}
right = {}
for colour, side in zip(tokens[1::2], tokens[2::2]):
    counts = left if side == "L" else right
    counts[colour] = counts.get(colour, 0) + 1
pairs = sum(min(left[colour], right[colour]) for colour in left)
print(pairs, total - 2 * pairs)
