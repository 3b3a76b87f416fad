# Everyone's programs open the same files of this machine: who watches them sees what others do, and can be told things.
import ctypes, os, select, sys, time
if sys.argv[1] == "attack":
    libc = ctypes.CDLL(None, use_errno=True)
    events = libc.inotify_init()
    if events < 0 or libc.inotify_add_watch(events, b"/usr/bin/env", 0xFFF) < 0: sys.exit(print(os.strerror(ctypes.get_errno())))
    if select.select([events], [], [], 0.6)[0]: print("PWNED")
else:
    for _ in range(40):
        open("/usr/bin/env", "rb").read(1)
        time.sleep(0.01)
