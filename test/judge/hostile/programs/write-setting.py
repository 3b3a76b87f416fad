# Whoever is root outside may change the kernel's settings; this writes back what is there.
for name in ("core_pattern", "hotplug", "modprobe", "panic"):
    path = f"/proc/sys/kernel/{name}"
    try:
        value = open(path).read()
        open(path, "w").write(value)
        print("PWNED", name)
    except OSError as error:
        print(error)
