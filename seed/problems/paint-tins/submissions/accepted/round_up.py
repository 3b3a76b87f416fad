width = int(input())
height = int(input())
cover = int(input())
print((width * height + cover - 1) // cover)
