#include <iostream>
#include <numeric>
#include <vector>

// Computes the greatest common divisor of every pair.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const int most = 500'000;
    std::vector<bool> composite(most + 1);
    composite[1] = true;
    for (int number = 2; number <= most; ++number) {
        for (int multiple = 2 * number; multiple <= most && !composite[number]; multiple += number) {
            composite[multiple] = true;
        }
    }
    int count = 0;
    std::cin >> count;
    std::vector<int> gears(count);
    for (int& teeth : gears) {
        std::cin >> teeth;
    }
    long long singing = 0;
    for (int i = 0; i < count; ++i) {
        for (int j = i + 1; j < count; ++j) {
            singing += composite[std::gcd(gears[i], gears[j])] ? 0 : 1;
        }
    }
    std::cout << singing << '\n';
    return 0;
}
