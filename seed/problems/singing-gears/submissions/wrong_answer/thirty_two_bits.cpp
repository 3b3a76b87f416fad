#include <iostream>
#include <vector>

// The numbers of pairs are too large for an int.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const int most = 500'000;
    int gears = 0;
    std::cin >> gears;
    std::vector<unsigned> count(most + 1), exact(most + 1);
    for (int i = 0; i < gears; ++i) {
        int teeth = 0;
        std::cin >> teeth;
        ++count[teeth];
    }
    for (int divisor = most; divisor > 0; --divisor) {
        unsigned multiples = 0, larger = 0;
        for (int multiple = divisor; multiple <= most; multiple += divisor) {
            multiples += count[multiple];
            larger += exact[multiple];
        }
        exact[divisor] = multiples * (multiples - 1) / 2 - larger;
    }
    std::vector<bool> composite(most + 1);
    unsigned singing = 0;
    for (int number = 2; number <= most; ++number) {
        if (!composite[number]) {
            singing += exact[number];
            for (int multiple = 2 * number; multiple <= most; multiple += number) {
                composite[multiple] = true;
            }
        }
    }
    std::cout << singing << '\n';
    return 0;
}
