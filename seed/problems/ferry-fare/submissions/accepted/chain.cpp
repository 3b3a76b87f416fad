#include <iostream>
#include <string>

int main() {
    int age;
    std::string bicycle;
    std::cin >> age >> bicycle;
    int fare = 35;
    if (age < 6) fare = 0;
    else if (age < 18 || age >= 65) fare = 20;
    if (bicycle == "yes") fare += 10;
    std::cout << fare << "\n";
}
