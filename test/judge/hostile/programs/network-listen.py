import socket
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("0.0.0.0", 0))
listener.listen()
print("PWNED", listener.getsockname())
