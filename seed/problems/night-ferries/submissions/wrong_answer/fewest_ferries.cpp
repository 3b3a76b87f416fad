#include <iostream>
#include <queue>
#include <utility>
#include <vector>

// Breadth-first search: takes the first route found with the fewest ferries.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int islands = 0, count = 0;
    std::cin >> islands >> count;
    std::vector<long long> customs(islands + 1), time(islands + 1, -1);
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
    std::queue<int> queue;
    time[1] = 0;
    queue.push(1);
    while (!queue.empty()) {
        int island = queue.front();
        queue.pop();
        for (auto [other, minutes] : lines[island]) {
            if (time[other] < 0) {
                time[other] = time[island] + customs[island] + minutes;
                queue.push(other);
            }
        }
    }
    std::cout << time[islands] << '\n';
    return 0;
}
