# A collector that follows links hands out what the program could not read, or what it should not pass on.
import os
os.symlink("/etc/passwd", "/out/link")
os.symlink("/proc/1/root/etc/shadow", "/out/deep")
os.symlink("/usr/include/linux/netfilter", "/out/folder")
