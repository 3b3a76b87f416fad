# The files of every submission that is being judged lie in one folder of this machine.
import glob, sys, time
if sys.argv[1] == "attack": time.sleep(0.4)
for _ in range(10):
    found = glob.glob(sys.argv[2] + "/*/*/*.py")
    if len(found) > 1: sys.exit(print("PWNED", [open(path).read(20) for path in found]))
    time.sleep(0.02)
