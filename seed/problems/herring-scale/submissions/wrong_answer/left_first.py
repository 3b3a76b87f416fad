# Fills the left pan first and uses the right one only when the left one has no room.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
capacity = data[1]
left = right = 0
crates = 1
on_left = 0
for weight in data[2:]:
    if left + weight <= capacity:
        left += weight
        on_left += 1
    elif right + weight <= capacity:
        right += weight
    else:
        crates += 1
        left = weight
        right = 0
        on_left += 1
print(crates, on_left)
