# Nobody but root sets a clock; but a namespace of one's own has clocks of its own.
import ctypes, os, time
CLONE_NEWUSER, CLONE_NEWTIME = 0x10000000, 0x80
before = time.monotonic()
if ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWTIME) == 0:
    open("/proc/self/timens_offsets", "w").write("monotonic 86400 0\n")
    if os.fork() == 0:
        if time.monotonic() - before > 3600: print("PWNED")
    else: os.wait()
