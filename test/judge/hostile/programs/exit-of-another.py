# An orphan ends well and is collected by pid 1; the program itself fails.
import os, time
if os.fork() == 0:
    if os.fork() == 0: time.sleep(0.05)
    os._exit(0)
os.wait()
time.sleep(0.3)
os._exit(42)
