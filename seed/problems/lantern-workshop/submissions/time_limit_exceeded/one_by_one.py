# Takes the finished lanterns out of a priority queue, one by one.
import sys
from heapq import heapify, heapreplace

data = list(map(int, sys.stdin.buffer.read().split()))
lanterns = data[1]
queue = [(setup + each, each) for setup, each in zip(data[2::2], data[3::2])]
heapify(queue)
for _ in range(lanterns - 1):
    time, each = queue[0]
    heapreplace(queue, (time + each, each))
print(queue[0][0])
