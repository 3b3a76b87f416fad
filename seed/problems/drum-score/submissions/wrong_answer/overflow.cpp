#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

// Reduces only the final result; by then the products have long wrapped around.
int main() {
    std::string score;
    std::cin >> score;
    std::vector<std::uint64_t> totals{0}, factors;
    std::uint64_t number = 0;
    for (char symbol : score) {
        if (symbol == '(') {
            totals.push_back(0);
            factors.push_back(number);
            number = 0;
        } else if (symbol == ')') {
            std::uint64_t inner = totals.back() * factors.back();
            totals.pop_back();
            factors.pop_back();
            totals.back() += inner;
        } else if (symbol >= 'a') {
            totals.back() += static_cast<std::uint64_t>(symbol - 'a' + 1);
        } else {
            number = number * 10 + static_cast<std::uint64_t>(symbol - '0');
        }
    }
    std::cout << totals[0] % 1'000'000'007 << '\n';
    return 0;
}
