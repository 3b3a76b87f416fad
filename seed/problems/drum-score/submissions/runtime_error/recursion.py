# A recursive parser: correct, but Python gives up after about a thousand levels.
MODULUS = 1_000_000_007
score = input().strip()


def parse(position):
    total = 0
    number = 0
    while position < len(score) and score[position] != ")":
        symbol = score[position]
        if symbol == "(":
            inner, position = parse(position + 1)
            total += number * inner
            number = 0
        elif symbol.isdigit():
            number = number * 10 + int(symbol)
        else:
            total += ord(symbol) - 96
        position += 1
    return total % MODULUS, position


print(parse(0)[0])
