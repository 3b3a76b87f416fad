age = int(input())
bicycle = input()
if age < 6:
    fare = 0
elif age < 18 or age >= 65:
    fare = 20
else:
    fare = 35
if bicycle == "yes":
    fare += 10
print(fare)
