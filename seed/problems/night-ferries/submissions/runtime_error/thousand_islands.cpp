#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

// Reserves room for a thousand islands; the checked access throws for the next one.
int main() {
    int islands = 0, count = 0;
    std::cin >> islands >> count;
    std::vector<long long> customs(1001), best(1001, -1);
    std::vector<std::vector<std::pair<int, int>>> lines(1001);
    for (int i = 1; i <= islands; ++i) {
        std::cin >> customs.at(i);
    }
    customs.at(1) = 0;
    for (int i = 0; i < count; ++i) {
        int a = 0, b = 0, minutes = 0;
        std::cin >> a >> b >> minutes;
        lines.at(a).emplace_back(b, minutes);
        lines.at(b).emplace_back(a, minutes);
    }
    using Entry = std::pair<long long, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue;
    best[1] = 0;
    queue.emplace(0, 1);
    while (!queue.empty()) {
        auto [time, island] = queue.top();
        queue.pop();
        if (time > best[island]) {
            continue;
        }
        for (auto [other, minutes] : lines[island]) {
            long long arrival = time + customs[island] + minutes;
            if (best[other] < 0 || arrival < best[other]) {
                best[other] = arrival;
                queue.emplace(arrival, other);
            }
        }
    }
    std::cout << best[islands] << '\n';
    return 0;
}
