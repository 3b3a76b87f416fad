#include <algorithm>
#include <iostream>
#include <vector>

// Sends each tree as much water as the hoses on its way from the pump still let through.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int places = 0;
    std::cin >> places;
    std::vector<int> source(places + 1), left(places + 1), demand(places + 1);
    for (int tree = 2; tree <= places; ++tree) {
        std::cin >> source[tree] >> left[tree] >> demand[tree];
    }
    long long total = 0;
    for (int tree = 2; tree <= places; ++tree) {
        int litres = demand[tree];
        for (int place = tree; place != 1; place = source[place]) {
            litres = std::min(litres, left[place]);
        }
        for (int place = tree; place != 1; place = source[place]) {
            left[place] -= litres;
        }
        total += litres;
    }
    std::cout << total << '\n';
    return 0;
}
