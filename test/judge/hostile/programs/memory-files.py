# Files in /tmp are memory, too.
for number in range(50):
    with open(f"/tmp/{number}", "wb") as file:
        file.write(bytes(1 << 20))
print("PWNED")
