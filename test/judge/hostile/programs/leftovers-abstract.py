# A service for the next test.
import os, socket, sys, time
end = socket.socket(socket.AF_UNIX)
if sys.argv[1] == "attack":
    end.bind("\0note")
    end.listen()
    if os.fork() == 0:
        os.setsid()
        os.closerange(0, 3)
        time.sleep(60)
else:
    end.connect("\0note")
    print("PWNED")
