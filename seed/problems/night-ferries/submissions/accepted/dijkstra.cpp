#include <functional>
#include <iostream>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int islands = 0, count = 0;
    std::cin >> islands >> count;
    std::vector<long long> customs(islands + 1);
    for (int i = 1; i <= islands; ++i) {
        std::cin >> customs[i];
    }
    customs[1] = 0;
    std::vector<std::vector<std::pair<int, int>>> lines(islands + 1);
    for (int i = 0; i < count; ++i) {
        int a = 0, b = 0, minutes = 0;
        std::cin >> a >> b >> minutes;
        lines[a].emplace_back(b, minutes);
        lines[b].emplace_back(a, minutes);
    }

    using Entry = std::pair<long long, int>;
    const long long never = std::numeric_limits<long long>::max();
    std::vector<long long> best(islands + 1, never);
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue;
    best[1] = 0;
    queue.emplace(0, 1);
    while (!queue.empty()) {
        auto [time, island] = queue.top();
        queue.pop();
        if (time > best[island]) {
            continue;
        }
        if (island == islands) {
            break;
        }
        for (auto [other, minutes] : lines[island]) {
            long long arrival = time + customs[island] + minutes;
            if (arrival < best[other]) {
                best[other] = arrival;
                queue.emplace(arrival, other);
            }
        }
    }
    std::cout << (best[islands] == never ? -1 : best[islands]) << '\n';
    return 0;
}
