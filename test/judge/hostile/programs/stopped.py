# Neither runs nor sleeps: it is stopped, with a child that wakes it later.
import os, signal, time
main = os.getpid()
if os.fork() == 0:
    time.sleep(1 * @SLOWNESS@)
    os.kill(main, signal.SIGCONT)
    os._exit(0)
os.kill(main, signal.SIGSTOP)
print("PWNED")
