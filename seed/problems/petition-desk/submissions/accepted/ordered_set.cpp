#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int events = 0;
    std::cin >> events;
    std::vector<int> urgency{0};
    std::set<std::pair<int, int>> waiting;  // (negative urgency, number)
    while (events-- > 0) {
        std::string kind;
        std::cin >> kind;
        if (kind == "hear") {
            if (waiting.empty()) {
                std::cout << "0\n";
            } else {
                std::cout << waiting.begin()->second << '\n';
                waiting.erase(waiting.begin());
            }
        } else if (kind == "file") {
            int value = 0;
            std::cin >> value;
            urgency.push_back(value);
            waiting.emplace(-value, static_cast<int>(urgency.size()) - 1);
        } else {
            int petition = 0;
            std::cin >> petition;
            bool was_waiting = waiting.erase({-urgency[petition], petition}) > 0;
            if (kind == "change") {
                int value = 0;
                std::cin >> value;
                if (was_waiting) {
                    urgency[petition] = value;
                    waiting.emplace(-value, petition);
                }
            }
        }
    }
    return 0;
}
