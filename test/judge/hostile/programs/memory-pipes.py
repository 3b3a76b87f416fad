# What waits in a pipe belongs to the kernel.
import fcntl, os
held, total = [], 0
while total < 48 << 20:
    reading, writing = os.pipe()
    held += [reading, writing]
    os.set_blocking(writing, False)
    try:
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20)
    except OSError: pass
    try:
        while True: total += os.write(writing, bytes(1 << 16))
    except BlockingIOError: pass
print("PWNED", total)
