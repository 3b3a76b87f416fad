# A service's socket that is a file is reached through the file system, not through a network.
import socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.connect(sys.argv[2])
print("PWNED", connection.recv(100))
