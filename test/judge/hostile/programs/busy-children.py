# No process of it uses much; a limit per process would see nothing.
import os, time
children = []
for _ in range(6):
    pid = os.fork()
    if pid == 0:
        while time.process_time() < 0.3 * @SLOWNESS@: pass
        os._exit(0)
    children.append(pid)
for pid in children: os.waitpid(pid, 0)
print("PWNED")
