import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    lanterns = data[1]
    artisans = list(zip(data[2::2], data[3::2]))

    def enough(time):
        total = 0
        for setup, each in artisans:
            if time > setup:
                total += (time - setup) // each
                if total >= lanterns:
                    return True
        return False

    low = 1
    high = min(setup + each * lanterns for setup, each in artisans)
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    print(low)


main()
