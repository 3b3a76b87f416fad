#include <cstdint>
#include <iostream>
#include <vector>

// The sums wrap around at 32 bits.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int stops = 0, questions = 0;
    std::cin >> stops >> questions;
    std::vector<std::uint32_t> reached(stops + 1);
    for (int i = 0; i < stops; ++i) {
        std::uint32_t seconds = 0;
        std::cin >> seconds;
        reached[i + 1] = reached[i] + seconds;
    }
    while (questions-- > 0) {
        int from = 0, to = 0;
        std::cin >> from >> to;
        std::uint32_t ride = reached[to - 1] - reached[from - 1];
        std::cout << (from > to ? ride + reached[stops] : ride) << '\n';
    }
    return 0;
}
