#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

// Takes the pot with the least work in total first.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0;
    std::cin >> count;
    std::vector<std::pair<long long, long long>> pots(count);
    for (auto& [glaze, fire] : pots) {
        std::cin >> glaze >> fire;
    }
    std::sort(pots.begin(), pots.end(), [](const auto& a, const auto& b) { return a.first + a.second < b.first + b.second; });
    long long wheel = 0, kiln = 0;
    for (auto [glaze, fire] : pots) {
        wheel += glaze;
        kiln = std::max(kiln, wheel) + fire;
    }
    std::cout << kiln << '\n';
    return 0;
}
