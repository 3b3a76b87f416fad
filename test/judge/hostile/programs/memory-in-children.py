# Each child stays small; together they are large.
import os, time
reading, writing = os.pipe()
os.set_blocking(reading, False)
for _ in range(10):
    if os.fork() == 0:
        block = bytearray(b"x" * (20 << 20))
        os.write(writing, b".")
        time.sleep(60)
os.close(writing)
alive = b""
while len(alive) < 10 and os.waitpid(-1, os.WNOHANG) == (0, 0):
    time.sleep(0.01)
    try:
        alive += os.read(reading, 10)
    except BlockingIOError: pass
time.sleep(0.2)
if os.waitpid(-1, os.WNOHANG) == (0, 0): print("PWNED")
