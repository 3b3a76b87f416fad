# Removes a petition that may have been heard already.
import sys
from bisect import insort

waiting = []
urgency = [0]
for event in sys.stdin.read().split("\n")[1:]:
    kind, *values = event.split() or [""]
    if kind == "file":
        urgency.append(int(values[0]))
        insort(waiting, (-urgency[-1], len(urgency) - 1))
    elif kind == "change" or kind == "withdraw":
        petition = int(values[0])
        waiting.remove((-urgency[petition], petition))
        if kind == "change":
            urgency[petition] = int(values[1])
            insort(waiting, (-urgency[petition], petition))
    elif kind == "hear":
        print(waiting.pop(0)[1] if waiting else 0)
