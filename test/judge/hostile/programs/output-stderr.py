import sys
for _ in range(4096):
    sys.stderr.write("x" * 1024)
