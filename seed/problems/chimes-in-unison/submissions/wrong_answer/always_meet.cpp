#include <algorithm>
#include <iostream>
#include <numeric>

// Takes the least common multiple of the intervals, counted from the later first chime.
int main() {
    int pairs = 0;
    std::cin >> pairs;
    while (pairs-- > 0) {
        long long a = 0, p = 0, b = 0, r = 0;
        std::cin >> a >> p >> b >> r;
        std::cout << (a == b ? a : std::max(a, b) + std::lcm(p, r)) << '\n';
    }
    return 0;
}
