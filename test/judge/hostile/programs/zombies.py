# The dead take a place, too, until somebody collects them.
import os
count = 0
try:
    while count < 200:
        if os.fork() == 0: os._exit(0)
        count += 1
except OSError: pass
print(count)
