# The folder itself remembers: its mode, its times.
import os, stat, sys
if sys.argv[1] == "attack":
    os.utime("/tmp", (123456789, 123456789))
    os.chmod("/tmp", 0o755)
    os.utime("/out", (123456789, 0))
else:
    tmp, out = os.stat("/tmp"), os.stat("/out")
    if tmp.st_mtime == 123456789 or stat.S_IMODE(tmp.st_mode) != 0o1777 or out.st_atime == 123456789: print("PWNED")
