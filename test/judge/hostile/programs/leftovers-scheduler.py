# And its scheduling class.
import os, sys
if sys.argv[1] == "attack": os.sched_setscheduler(1, os.SCHED_BATCH, os.sched_param(0))
elif os.sched_getscheduler(0) == os.SCHED_BATCH: print("PWNED")
