# Each child stays small; together they are large.
import os, time
reading, writing = os.pipe()
for _ in range(10):
    if os.fork() == 0:
        block = bytearray(b"x" * (20 << 20))
        os.write(writing, b".")
        time.sleep(60)
os.set_blocking(reading, False)
alive, dead = 0, False
while alive < 10 and not dead:
    time.sleep(0.01)
    try:
        alive += len(os.read(reading, 10))
    except BlockingIOError: pass
    dead = os.waitpid(-1, os.WNOHANG) != (0, 0)
time.sleep(0.2)
if not dead and os.waitpid(-1, os.WNOHANG) == (0, 0): print("PWNED")
