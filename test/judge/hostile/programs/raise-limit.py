import os, resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (OSError, ValueError) as error:
    print(error)
with open("/tmp/large", "wb") as file:
    file.write(bytes(4 << 20))
print("PWNED")
