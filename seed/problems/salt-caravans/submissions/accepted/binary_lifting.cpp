#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const int levels = 17;
    int oases = 0, caravans = 0;
    std::cin >> oases >> caravans;
    std::vector<std::vector<std::pair<int, int>>> near(oases + 1);
    for (int road = 1; road < oases; ++road) {
        int u = 0, v = 0;
        std::cin >> u >> v;
        near[u].emplace_back(v, road);
        near[v].emplace_back(u, road);
    }

    // The root is its own ancestor, so that no jump leaves the tree.
    std::vector<std::vector<int>> ancestor(levels, std::vector<int>(oases + 1, 1));
    std::vector<int> depth(oases + 1), above(oases + 1), order{1};
    for (std::size_t i = 0; i < order.size(); ++i) {
        int here = order[i];
        for (auto [other, road] : near[here]) {
            if (road != above[here]) {
                ancestor[0][other] = here;
                above[other] = road;
                depth[other] = depth[here] + 1;
                order.push_back(other);
            }
        }
    }
    for (int level = 1; level < levels; ++level) {
        for (int oasis = 1; oasis <= oases; ++oasis) {
            ancestor[level][oasis] = ancestor[level - 1][ancestor[level - 1][oasis]];
        }
    }

    auto common = [&](int a, int b) {
        if (depth[a] < depth[b]) {
            std::swap(a, b);
        }
        int difference = depth[a] - depth[b];
        for (int level = 0; level < levels; ++level) {
            if (difference >> level & 1) {
                a = ancestor[level][a];
            }
        }
        for (int level = levels - 1; level >= 0; --level) {
            if (ancestor[level][a] != ancestor[level][b]) {
                a = ancestor[level][a];
                b = ancestor[level][b];
            }
        }
        return a == b ? a : ancestor[0][a];
    };
    std::vector<long long> notes(oases + 1), load(oases);
    while (caravans-- > 0) {
        int a = 0, b = 0;
        long long camels = 0;
        std::cin >> a >> b >> camels;
        notes[a] += camels;
        notes[b] += camels;
        notes[common(a, b)] -= 2 * camels;
    }
    for (std::size_t i = order.size() - 1; i > 0; --i) {
        int here = order[i];
        load[above[here]] = notes[here];
        notes[ancestor[0][here]] += notes[here];
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
