price = 0
for letter in input():
    if letter in "aeiou":
        price += 2
    elif letter != " ":
        price += 1
print(price)
