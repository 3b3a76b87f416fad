import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    capacity = data[1]
    left = right = 0
    crates = 1
    on_left = 0
    for weight in data[2:]:
        if left <= right:
            if left + weight > capacity:
                crates += 1
                left = right = 0
            left += weight
            on_left += 1
        elif right + weight <= capacity:
            right += weight
        else:
            crates += 1
            left = weight
            right = 0
            on_left += 1
    print(crates, on_left)


main()
