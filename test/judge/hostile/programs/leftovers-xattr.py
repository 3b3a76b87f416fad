# The folder itself remembers: its extended attributes.
import os, sys
if sys.argv[1] == "attack": os.setxattr("/tmp", "user.note", b"answers of the last test")
elif os.listxattr("/tmp"): print("PWNED", os.getxattr("/tmp", "user.note"))
