# Its nice value is inherited, too.
import os, sys
if sys.argv[1] == "attack": os.setpriority(os.PRIO_PROCESS, 1, 7)
elif os.getpriority(os.PRIO_PROCESS, 0) == 7: print("PWNED")
