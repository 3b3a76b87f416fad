#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int places = 0;
    std::cin >> places;
    std::vector<int> source(places + 1);
    std::vector<long long> capacity(places + 1), needed(places + 1);
    std::vector<std::vector<int>> behind(places + 1);
    for (int tree = 2; tree <= places; ++tree) {
        std::cin >> source[tree] >> capacity[tree] >> needed[tree];
        behind[source[tree]].push_back(tree);
    }
    std::vector<int> order{1};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::vector<int>& next = behind[order[i]];
        order.insert(order.end(), next.begin(), next.end());
    }
    for (std::size_t i = order.size() - 1; i > 0; --i) {
        int tree = order[i];
        needed[source[tree]] += std::min(capacity[tree], needed[tree]);
    }
    std::cout << needed[1] << '\n';
    return 0;
}
