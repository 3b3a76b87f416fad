#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0;
    long long lanterns = 0;
    std::cin >> count >> lanterns;
    std::vector<std::pair<long long, long long>> artisans(count);
    for (auto& [setup, each] : artisans) {
        std::cin >> setup >> each;
    }
    long long low = 1, high = artisans[0].first + artisans[0].second * lanterns;
    while (low < high) {
        long long middle = low + (high - low) / 2;
        long long total = 0;
        for (auto [setup, each] : artisans) {
            if (middle > setup) {
                total += (middle - setup) / each;
                if (total >= lanterns) {
                    break;
                }
            }
        }
        if (total >= lanterns) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    std::cout << low << '\n';
    return 0;
}
