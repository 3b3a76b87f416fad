# For every letter, walks back to the start of the message to learn where its run began.
message = input().strip()
parts = []
for i in range(len(message)):
    begin = i
    in_run = True
    for j in range(i, -1, -1):
        if message[j] != message[i]:
            in_run = False
        if in_run:
            begin = j
    if (i - begin) % 2 == 0:
        parts.append(message[i])
print("".join(parts))
