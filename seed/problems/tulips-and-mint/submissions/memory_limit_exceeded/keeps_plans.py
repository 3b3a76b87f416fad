# Keeps a full copy of the best plan for every bed and situation, although only the profit is asked for.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
beds, longest = data[0], data[1]
history = [{(0, 0): (0, [])}]
for bed in range(beds):
    situations = {}
    for (last, in_a_row), (profit, plan) in history[-1].items():
        for plant in (0, 1, 2):
            if plant and (plant == last or in_a_row == longest):
                continue
            gain = data[1 + 2 * bed + plant] if plant else 0
            situation = (plant, in_a_row + 1 if plant else 0)
            if situation not in situations or profit + gain > situations[situation][0]:
                situations[situation] = (profit + gain, plan + [plant])
    history.append(situations)
print(max(profit for profit, _ in history[-1].values()))
