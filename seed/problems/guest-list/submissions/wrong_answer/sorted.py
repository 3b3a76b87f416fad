import sys

names = sorted(set(sys.stdin.read().split()[1:]))
print(len(names))
print("\n".join(names))
