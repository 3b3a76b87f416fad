#include <iostream>
#include <string>
#include <vector>

// Writes the score out in full and adds up the beats afterwards.
int main() {
    std::string score;
    std::cin >> score;
    std::vector<std::string> open{""};
    std::vector<int> factors;
    int number = 0;
    for (char symbol : score) {
        if (symbol == '(') {
            open.emplace_back();
            factors.push_back(number);
            number = 0;
        } else if (symbol == ')') {
            std::string inner = open.back();
            open.pop_back();
            for (int i = 0; i < factors.back(); ++i) {
                open.back() += inner;
            }
            factors.pop_back();
        } else if (symbol >= 'a') {
            open.back() += symbol;
        } else {
            number = number * 10 + (symbol - '0');
        }
    }
    long long total = 0;
    for (char beat : open[0]) {
        total += beat - 'a' + 1;
    }
    std::cout << total % 1'000'000'007 << '\n';
    return 0;
}
