# The same by the older call.
import fcntl, os, signal, sys, time
if sys.argv[1] == "attack":
    signal.signal(signal.SIGIO, lambda *_: print("PWNED", flush=True))
    fcntl.fcntl(os.open("/usr/bin", os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS)
    time.sleep(0.6)
else:
    for _ in range(40):
        open("/usr/bin/env", "rb").read(1)
        time.sleep(0.01)
