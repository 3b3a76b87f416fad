#include <iostream>

// Keeps the heavier pan's weight and how much less the other one holds.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0;
    long long capacity = 0;
    std::cin >> count >> capacity;
    long long heavier = 0, lead = 0;  // a negative lead means that the left pan is the heavier one
    int crates = 1, on_left = 0;
    for (int i = 0; i < count; ++i) {
        long long weight = 0;
        std::cin >> weight;
        bool to_left = lead >= 0;
        long long lighter = heavier - (to_left ? lead : -lead);
        if (lighter + weight > capacity) {
            ++crates;
            heavier = lead = lighter = 0;
            to_left = true;
        }
        lead += to_left ? -weight : weight;
        if (lighter + weight > heavier) {
            heavier = lighter + weight;
        }
        on_left += to_left ? 1 : 0;
    }
    std::cout << crates << ' ' << on_left << '\n';
    return 0;
}
