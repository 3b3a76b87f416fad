# Whose CPU time does nobody wait for?
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: pass
    os._exit(0)
os.wait()
time.sleep(1)
print("PWNED")
