# Two submissions at the same time: one looks for the other.
import glob, os, sys, time
if sys.argv[1] == "attack":
    time.sleep(0.5)
for _ in range(20):
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            words = open(path).read().split("\0")
        except OSError: continue
        if sys.argv[1] == "accomplice" and "attack" in words:
            print("PWNED", words)
            os._exit(0)
    time.sleep(0.02)
