# Looks through the whole box of waiting mittens for every new one.
import sys

tokens = sys.stdin.read().split()
total = int(tokens[0])
waiting = []
pairs = 0
for i in range(total):
    colour = tokens[1 + 2 * i]
    side = tokens[2 + 2 * i]
    partner = (colour, "R" if side == "L" else "L")
    for position, mitten in enumerate(waiting):
        if mitten == partner:
            del waiting[position]
            pairs += 1
            break
    else:
        waiting.append((colour, side))
print(pairs, total - 2 * pairs)
