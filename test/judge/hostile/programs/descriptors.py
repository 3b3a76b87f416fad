import os
count = 0
try:
    while count < 3000:
        os.open("/dev/null", os.O_RDONLY)
        count += 1
except OSError: pass
if count > 512: print("PWNED", count)
