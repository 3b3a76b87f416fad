#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int stops = 0, questions = 0;
    std::cin >> stops >> questions;
    std::vector<long long> reached(stops + 2);
    for (int stop = 1; stop <= stops; ++stop) {
        long long seconds = 0;
        std::cin >> seconds;
        reached[stop + 1] = reached[stop] + seconds;
    }
    while (questions-- > 0) {
        int from = 0, to = 0;
        std::cin >> from >> to;
        long long ride = reached[to] - reached[from];
        std::cout << (ride < 0 ? ride + reached[stops + 1] : ride) << '\n';
    }
    return 0;
}
