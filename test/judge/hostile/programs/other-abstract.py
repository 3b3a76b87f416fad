# Two submissions at the same time: one listens, one calls.
import socket, sys, time
end = socket.socket(socket.AF_UNIX)
end.settimeout(0.5)
name = "\0codequest-covert-" + sys.argv[2]
try:
    if sys.argv[1] == "attack":
        end.bind(name)
        end.listen()
        end.accept()
        print("PWNED")
    else:
        for _ in range(50):
            if end.connect_ex(name) == 0: break
            time.sleep(0.01)
except OSError as error:
    print(error)
