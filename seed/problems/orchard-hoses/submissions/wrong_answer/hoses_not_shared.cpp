#include <algorithm>
#include <iostream>
#include <vector>

// Gives every tree what the narrowest hose on its way lets through, as if it had all these hoses for itself.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int places = 0;
    std::cin >> places;
    std::vector<long long> capacity(places + 1), demand(places + 1);
    std::vector<std::vector<int>> behind(places + 1);
    for (int tree = 2; tree <= places; ++tree) {
        int source = 0;
        std::cin >> source >> capacity[tree] >> demand[tree];
        behind[source].push_back(tree);
    }
    capacity[1] = 1'000'000'000;
    long long total = 0;
    std::vector<int> stack{1};
    while (!stack.empty()) {
        int place = stack.back();
        stack.pop_back();
        total += std::min(capacity[place], demand[place]);
        for (int next : behind[place]) {
            capacity[next] = std::min(capacity[next], capacity[place]);
            stack.push_back(next);
        }
    }
    std::cout << total << '\n';
    return 0;
}
