# Whose CPU time does nobody wait for?
import os, time
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while time.process_time() < 1 * @SLOWNESS@: pass
        os.write(writing, b".")
    os._exit(0)
os.wait()
os.read(reading, 1)
print("PWNED")
