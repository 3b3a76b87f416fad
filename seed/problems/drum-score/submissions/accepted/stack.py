MODULUS = 1_000_000_007


def main():
    stack = []
    total = 0
    number = 0
    for symbol in input().strip():
        if symbol == "(":
            stack.append((total, number))
            total = 0
            number = 0
        elif symbol == ")":
            before, factor = stack.pop()
            total = (before + factor * total) % MODULUS
        elif symbol.isdigit():
            number = number * 10 + int(symbol)
        else:
            total += ord(symbol) - 96
    print(total % MODULUS)


main()
