import sys

seen = set()
result = []
for name in sys.stdin.read().split()[1:]:
    if name not in seen:
        seen.add(name)
        result.append(name)
print(len(result))
print("\n".join(result))
