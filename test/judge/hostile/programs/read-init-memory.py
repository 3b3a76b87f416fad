import os
for name in ("mem", "maps", "environ", "fd/3", "fdinfo/3"):
    try:
        with open(f"/proc/1/{name}", "rb") as file:
            if name != "mem": file.read(1)
        print("PWNED", name)
    except OSError as error:
        print(error)
