#include <iostream>
#include <utility>
#include <vector>

// Walks along the way of every caravan and counts its camels on each road.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int oases = 0, caravans = 0;
    std::cin >> oases >> caravans;
    std::vector<std::vector<std::pair<int, int>>> near(oases + 1);
    for (int road = 1; road < oases; ++road) {
        int u = 0, v = 0;
        std::cin >> u >> v;
        near[u].emplace_back(v, road);
        near[v].emplace_back(u, road);
    }
    std::vector<int> parent(oases + 1), above(oases + 1), depth(oases + 1), order{1};
    for (int i = 0; i < oases; ++i) {
        int here = order[i];
        for (auto [other, road] : near[here]) {
            if (road != above[here]) {
                parent[other] = here;
                above[other] = road;
                depth[other] = depth[here] + 1;
                order.push_back(other);
            }
        }
    }
    std::vector<long long> load(oases);
    while (caravans-- > 0) {
        int a = 0, b = 0;
        long long camels = 0;
        std::cin >> a >> b >> camels;
        while (a != b) {
            if (depth[a] < depth[b]) {
                std::swap(a, b);
            }
            load[above[a]] += camels;
            a = parent[a];
        }
    }
    int best = 1;
    for (int road = 2; road < oases; ++road) {
        if (load[road] > load[best]) {
            best = road;
        }
    }
    std::cout << best << ' ' << load[best] << '\n';
    return 0;
}
