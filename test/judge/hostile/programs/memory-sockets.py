# What waits in a socket, too.
import socket
held, total = [], 0
while total < 40 << 20:
    writing, reading = socket.socketpair()
    held += [writing, reading]
    writing.setblocking(False)
    writing.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    try:
        while True: total += writing.send(bytes(1 << 15))
    except BlockingIOError: pass
print("PWNED", total)
