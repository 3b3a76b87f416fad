age = int(input())
bicycle = input()
if age < 6:
    print(0)
else:
    fare = 20 if age < 18 or age >= 65 else 35
    print(fare + 10 if bicycle == "yes" else fare)
