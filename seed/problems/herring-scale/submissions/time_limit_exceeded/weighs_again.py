# Keeps the herring of each pan in a list and adds them up again for every new one.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
capacity = data[1]
left = []
right = []
crates = 1
on_left = 0
for weight in data[2:]:
    pan = left if sum(left) <= sum(right) else right
    if sum(pan) + weight > capacity:
        crates += 1
        left = []
        right = []
        pan = left
    pan.append(weight)
    if pan is left:
        on_left += 1
print(crates, on_left)
