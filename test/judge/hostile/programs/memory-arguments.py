# Up to 6 MB of arguments are kept for each process, before its first instruction.
import os, time
children = []
for _ in range(12):
    pid = os.fork()
    if pid == 0: os.execv("/bin/sh", ["sh", "-c", "kill -STOP $$", *["x" * 131_000] * 42])
    children.append(pid)
stopped = [os.waitpid(pid, os.WUNTRACED)[1] for pid in children]
if all(os.WIFSTOPPED(status) for status in stopped): print("PWNED")
