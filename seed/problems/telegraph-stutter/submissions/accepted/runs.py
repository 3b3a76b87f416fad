from itertools import groupby


def main():
    message = input().strip()
    parts = []
    for letter, group in groupby(message):
        size = len(list(group))
        parts.append(letter * ((size + 1) // 2))
    print("".join(parts))


main()
