import os, sys
if sys.argv[1] == "attack":
    for folder in ("/tmp", "/out"):
        open(f"{folder}/note", "w").write("answers of the last test")
        os.makedirs(f"{folder}/locked/inner")
        open(f"{folder}/locked/inner/note", "w").write("more")
        os.symlink("/tmp/nowhere", f"{folder}/locked/link")
        os.chmod(f"{folder}/locked", 0)
else:
    found = os.listdir("/tmp") + os.listdir("/out") + os.listdir("/dev/shm")
    if found: print("PWNED", found)
