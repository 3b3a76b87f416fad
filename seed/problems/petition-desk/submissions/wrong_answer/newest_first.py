# Of several equally urgent petitions, hears the one with the largest number.
import sys
from heapq import heappop, heappush

urgency = [0]
heap = []
for event in sys.stdin.read().split("\n")[1:]:
    kind, *values = event.split() or [""]
    if kind == "file":
        urgency.append(int(values[0]))
        heappush(heap, (-urgency[-1], -len(urgency) + 1))
    elif kind == "change" and urgency[int(values[0])]:
        urgency[int(values[0])] = int(values[1])
        heappush(heap, (-int(values[1]), -int(values[0])))
    elif kind == "withdraw":
        urgency[int(values[0])] = 0
    elif kind == "hear":
        while heap and urgency[-heap[0][1]] != -heap[0][0]:
            heappop(heap)
        heard = -heappop(heap)[1] if heap else 0
        urgency[heard] = 0
        print(heard)
