# Looks through all waiting petitions whenever the mayor calls.
import sys

waiting = {}
filed = 0
for event in sys.stdin.read().split("\n")[1:]:
    kind, *values = event.split() or [""]
    if kind == "file":
        filed += 1
        waiting[filed] = int(values[0])
    elif kind == "change" and int(values[0]) in waiting:
        waiting[int(values[0])] = int(values[1])
    elif kind == "withdraw":
        waiting.pop(int(values[0]), None)
    elif kind == "hear":
        heard = min(waiting, key=lambda petition: (-waiting[petition], petition), default=0)
        waiting.pop(heard, None)
        print(heard)
