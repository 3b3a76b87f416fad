#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

// The right idea with a counter that is too small.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0, limit = 0;
    std::cin >> count >> limit;
    std::vector<int> reaches(count);
    for (int& reach : reaches) {
        std::cin >> reach;
    }
    std::sort(reaches.begin(), reaches.end());
    std::uint32_t pairs = 0;
    for (int first = 0, last = 0; last < count; ++last) {
        while (reaches[last] - reaches[first] > limit) {
            ++first;
        }
        pairs += static_cast<std::uint32_t>(last - first);
    }
    std::cout << pairs << '\n';
    return 0;
}
