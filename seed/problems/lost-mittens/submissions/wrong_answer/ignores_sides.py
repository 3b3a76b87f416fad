# Pairs any two mittens of the same colour, even two left ones.
import sys
from collections import Counter

tokens = sys.stdin.read().split()
total = int(tokens[0])
pairs = sum(count // 2 for count in Counter(tokens[1::2]).values())
print(pairs, total - 2 * pairs)
