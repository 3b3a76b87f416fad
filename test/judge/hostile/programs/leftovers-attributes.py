# The folder itself remembers: its mode, its times.
import os, stat, sys
FOLDERS = ("/tmp", "/work", "/dev/shm", "/home/sandbox")
if sys.argv[1] == "attack":
    for folder in FOLDERS:
        os.utime(folder, (123456789, 123456789))
        os.chmod(folder, 0o755)
    os.utime("/out", (123456789, 0))
else:
    seen = [os.stat(folder) for folder in FOLDERS]
    if any(folder.st_mtime == 123456789 or stat.S_IMODE(folder.st_mode) != 0o1777 for folder in seen): print("PWNED")
    if os.stat("/out").st_atime == 123456789: print("PWNED")
