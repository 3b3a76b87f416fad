import os, sys
FOLDERS = ("/tmp", "/work", "/dev/shm", "/home/sandbox", "/out")
if sys.argv[1] == "attack":
    for folder in FOLDERS:
        open(f"{folder}/note", "w").write("answers of the last test")
        os.makedirs(f"{folder}/locked/inner")
        open(f"{folder}/locked/inner/note", "w").write("more")
        os.symlink("/tmp/nowhere", f"{folder}/locked/link")
        os.chmod(f"{folder}/locked", 0)
        # As if nothing had happened here.
        os.utime(folder, (0, 0))
else:
    found = [name for folder in FOLDERS for name in os.listdir(folder)]
    if found: print("PWNED", found)
