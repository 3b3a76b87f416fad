# Two submissions at the same time: one looks for the other.
import glob, os, sys, time
if sys.argv[1] == "attack":
    time.sleep(1)
else:
    for _ in range(40):
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                words = open(path, "rb").read().split(b"\0")
            except OSError: continue
            if b"attack" in words: sys.exit(print("PWNED", words))
        time.sleep(0.02)
