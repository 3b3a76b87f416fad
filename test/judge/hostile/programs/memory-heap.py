blocks = [bytearray(b"x" * (1 << 20)) for _ in range(200)]
print("PWNED", len(blocks))
