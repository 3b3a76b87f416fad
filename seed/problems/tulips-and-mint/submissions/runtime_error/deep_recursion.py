# The right recursion with a memory, but tens of thousands of calls deep.
import sys
from functools import lru_cache

data = list(map(int, sys.stdin.buffer.read().split()))
beds, longest = data[0], data[1]


@lru_cache(maxsize=None)
def plan(bed, last, in_a_row):
    if bed == beds:
        return 0
    best = plan(bed + 1, 0, 0)
    if in_a_row < longest:
        for plant in (1, 2):
            if plant != last:
                profit = data[1 + 2 * bed + plant]
                best = max(best, profit + plan(bed + 1, plant, in_a_row + 1))
    return best


print(plan(0, 0, 0))
