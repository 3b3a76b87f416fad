import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    pots = list(zip(data[1::2], data[2::2]))
    early = sorted(pot for pot in pots if pot[0] < pot[1])
    late = sorted((pot for pot in pots if pot[0] >= pot[1]), key=lambda pot: -pot[1])
    wheel = kiln = 0
    for glaze, fire in early + late:
        wheel += glaze
        if wheel > kiln:
            kiln = wheel
        kiln += fire
    print(kiln)


main()
