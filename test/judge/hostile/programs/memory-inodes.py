# An empty file costs no byte of a disk, and a kilobyte of the kernel.
import os
for number in range(60_000): os.close(os.open(f"/tmp/{number}", os.O_CREAT | os.O_WRONLY))
print("PWNED")
