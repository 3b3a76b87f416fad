#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

struct Pot {
    long long glaze, fire;
    auto key() const { return glaze < fire ? std::make_pair(0, glaze) : std::make_pair(1, -fire); }
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int count = 0;
    std::cin >> count;
    std::vector<Pot> pots(count);
    for (Pot& pot : pots) {
        std::cin >> pot.glaze >> pot.fire;
    }
    std::sort(pots.begin(), pots.end(), [](const Pot& a, const Pot& b) { return a.key() < b.key(); });
    long long wheel = 0, kiln = 0;
    for (const Pot& pot : pots) {
        wheel += pot.glaze;
        kiln = std::max(kiln, wheel) + pot.fire;
    }
    std::cout << kiln << '\n';
    return 0;
}
