import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    load = data[1]
    # The largest pay for every weight, without the daughter's help and with it.
    alone = [0] * (load + 1)
    helped = [0] * (load + 1)
    for weight, pay in zip(data[2::2], data[3::2]):
        half = (weight + 1) // 2
        shared = [best + pay for best in alone[: max(load + 1 - half, 0)]]
        own = [best + pay for best in helped[: max(load + 1 - weight, 0)]]
        helped[half:] = map(max, helped[half:], shared)
        helped[weight:] = map(max, helped[weight:], own)
        own = [best + pay for best in alone[: max(load + 1 - weight, 0)]]
        alone[weight:] = map(max, alone[weight:], own)
    print(helped[load])


main()
