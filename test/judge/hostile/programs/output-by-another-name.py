# A second descriptor of the same pipe.
with open("/dev/stdout", "wb", buffering=0) as again:
    for _ in range(4096):
        again.write(b"x" * 1024)
