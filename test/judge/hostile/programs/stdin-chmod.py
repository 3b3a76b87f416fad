# Its owner may: who is root outside is the owner of everything that root made.
import os
os.chmod("/proc/self/fd/0", 0o666)
print("PWNED")
