# Counters of every control group, and its limits.
import glob
for path in glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True)[:1]: print("PWNED", path, open(path).read(20))
