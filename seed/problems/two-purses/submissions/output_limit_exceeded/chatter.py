# Answers correctly, and then cannot stop talking.
import sys

first, second = map(int, input().split())
line = f"the purses are worth {first + second}\n" * 1000
while True:
    sys.stdout.write(line)
