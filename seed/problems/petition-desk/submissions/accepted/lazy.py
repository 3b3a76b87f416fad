import sys
from heapq import heappop, heappush


def main():
    events = sys.stdin.buffer.read().split(b"\n")
    urgency = [0]  # 0 for a petition that is not waiting
    heap = []
    answers = []
    for event in events[1:]:
        kind, *values = event.split() or [b""]
        if kind == b"file":
            urgency.append(int(values[0]))
            heappush(heap, (-urgency[-1], len(urgency) - 1))
        elif kind == b"change":
            petition = int(values[0])
            if urgency[petition]:
                urgency[petition] = int(values[1])
                heappush(heap, (-urgency[petition], petition))
        elif kind == b"withdraw":
            urgency[int(values[0])] = 0
        elif kind == b"hear":
            heard = 0
            while heap and not heard:
                negative, petition = heappop(heap)
                if urgency[petition] == -negative:
                    heard = petition
                    urgency[petition] = 0
            answers.append(heard)
    print("\n".join(map(str, answers)))


main()
