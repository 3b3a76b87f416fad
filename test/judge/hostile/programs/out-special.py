# A collector that opens a fifo waits for ever.
import os, socket
socket.socket(socket.AF_UNIX).bind("/out/socket")
for make in (lambda: os.mkfifo("/out/fifo"), lambda: os.mknod("/out/device", 0o20666, os.makedev(1, 5))):
    try:
        make()
        print("PWNED")
    except OSError as error:
        print(error)
