# pid 1 belongs to the same user, and every later program inherits its limits.
import resource, sys
if sys.argv[1] == "attack":
    resource.prlimit(1, resource.RLIMIT_SIGPENDING, (4711, resource.prlimit(1, resource.RLIMIT_SIGPENDING)[1]))
elif resource.getrlimit(resource.RLIMIT_SIGPENDING)[0] == 4711:
    print("PWNED")
