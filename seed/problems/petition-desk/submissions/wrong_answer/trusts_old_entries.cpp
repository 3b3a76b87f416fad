#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

// Skips entries of petitions that are not waiting, but not those with an urgency of the past.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int events = 0;
    std::cin >> events;
    std::vector<bool> waiting{false};
    std::priority_queue<std::pair<int, int>> queue;  // (urgency, negative number)
    while (events-- > 0) {
        std::string kind;
        std::cin >> kind;
        if (kind == "hear") {
            while (!queue.empty() && !waiting[-queue.top().second]) {
                queue.pop();
            }
            int heard = 0;
            if (!queue.empty()) {
                heard = -queue.top().second;
                queue.pop();
                waiting[heard] = false;
            }
            std::cout << heard << '\n';
        } else if (kind == "file") {
            int urgency = 0;
            std::cin >> urgency;
            queue.emplace(urgency, -static_cast<int>(waiting.size()));
            waiting.push_back(true);
        } else {
            int petition = 0;
            std::cin >> petition;
            if (kind == "withdraw") {
                waiting[petition] = false;
            } else {
                int urgency = 0;
                std::cin >> urgency;
                queue.emplace(urgency, -petition);
            }
        }
    }
    return 0;
}
