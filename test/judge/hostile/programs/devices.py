import os
for name in ("fuse", "kvm", "mem", "kmsg", "vda", "loop0", "ptmx", "tty", "net/tun", "userfaultfd", "vsock"):
    try:
        os.open(f"/dev/{name}", os.O_RDWR)
        print("PWNED", name)
    except OSError as error:
        print(error)
