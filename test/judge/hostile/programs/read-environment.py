import os
found = [open("/proc/self/environ").read()]
for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        found.append(open(f"/proc/{pid}/environ").read())
    except OSError: pass
if any("HOSTILE_TEST_SECRET" in text for text in found): print("PWNED")
