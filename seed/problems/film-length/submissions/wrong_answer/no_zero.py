minutes = int(input())
print(f"{minutes // 60}:{minutes % 60}")
