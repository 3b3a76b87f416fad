# Collapses every run into a single letter.
from itertools import groupby

print("".join(letter for letter, _ in groupby(input().strip())))
