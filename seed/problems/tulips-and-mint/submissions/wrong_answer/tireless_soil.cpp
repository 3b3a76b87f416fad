#include <algorithm>
#include <iostream>

// Obeys the first rule only: the soil never tires.
int main() {
    int beds = 0, longest = 0;
    std::cin >> beds >> longest;
    long long empty = 0, with_tulips = -1'000'000'000'000, with_mint = -1'000'000'000'000;
    for (int i = 0; i < beds; ++i) {
        long long tulips = 0, mint = 0;
        std::cin >> tulips >> mint;
        long long next_empty = std::max({empty, with_tulips, with_mint});
        long long next_tulips = std::max(empty, with_mint) + tulips;
        long long next_mint = std::max(empty, with_tulips) + mint;
        empty = next_empty;
        with_tulips = next_tulips;
        with_mint = next_mint;
    }
    std::cout << std::max({empty, with_tulips, with_mint}) << '\n';
    return 0;
}
