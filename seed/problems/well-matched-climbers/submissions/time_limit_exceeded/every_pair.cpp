#include <cstdlib>
#include <iostream>
#include <vector>

// Compares every climber with every other one.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0, limit = 0;
    std::cin >> count >> limit;
    std::vector<int> reaches(count);
    for (int& reach : reaches) {
        std::cin >> reach;
    }
    long long pairs = 0;
    for (int i = 0; i < count; ++i) {
        for (int j = i + 1; j < count; ++j) {
            if (std::abs(reaches[i] - reaches[j]) <= limit) {
                ++pairs;
            }
        }
    }
    std::cout << pairs << '\n';
    return 0;
}
