#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

// Collects all pairs and counts them in the end.
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
    std::vector<std::pair<int, int>> pairs;
    for (int i = 0; i < count; ++i) {
        for (int j = i + 1; j < count && reaches[j] - reaches[i] <= limit; ++j) {
            pairs.emplace_back(i, j);
        }
    }
    std::cout << pairs.size() << '\n';
    return 0;
}
