#include <iostream>
#include <utility>
#include <vector>

// Believes that the first lantern is ready as soon as the tools are prepared.
int main() {
    std::ios::sync_with_stdio(false);
    int count = 0;
    long long lanterns = 0;
    std::cin >> count >> lanterns;
    std::vector<std::pair<long long, long long>> artisans(count);
    for (auto& [setup, each] : artisans) {
        std::cin >> setup >> each;
    }
    long long low = 0, high = artisans[0].first + artisans[0].second * lanterns;
    while (low < high) {
        long long middle = (low + high) / 2;
        long long total = 0;
        for (auto [setup, each] : artisans) {
            if (middle >= setup && total < lanterns) {
                total += (middle - setup) / each + 1;
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
