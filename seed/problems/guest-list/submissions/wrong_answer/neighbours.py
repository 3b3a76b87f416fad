import sys

result = []
for name in sys.stdin.read().split()[1:]:
    if not result or result[-1] != name:
        result.append(name)
print(len(result))
print("\n".join(result))
