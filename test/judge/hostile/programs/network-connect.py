import socket, sys
connection = socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=1)
print("PWNED", connection.recv(100))
