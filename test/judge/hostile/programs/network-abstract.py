# Names in the abstract socket space belong to the network namespace, not to the file system.
import socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.connect("\0" + sys.argv[2])
print("PWNED", connection.recv(100))
