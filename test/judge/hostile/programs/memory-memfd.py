# Files without a name, in no folder that has a size.
import os
held = []
for _ in range(15):
    held.append(os.memfd_create("x"))
    os.write(held[-1], bytes(10 << 20))
print("PWNED")
