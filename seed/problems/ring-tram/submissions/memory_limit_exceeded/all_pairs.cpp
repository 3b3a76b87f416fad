#include <iostream>
#include <vector>

// Fills a table with the answers to all possible questions first.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int stops = 0, questions = 0;
    std::cin >> stops >> questions;
    std::vector<long long> seconds(stops);
    for (long long& time : seconds) {
        std::cin >> time;
    }
    std::vector<std::vector<long long>> ride(stops, std::vector<long long>(stops));
    for (int from = 0; from < stops; ++from) {
        for (int step = 1; step < stops; ++step) {
            int before = (from + step - 1) % stops;
            ride[from][(from + step) % stops] = ride[from][before] + seconds[before];
        }
    }
    while (questions-- > 0) {
        int from = 0, to = 0;
        std::cin >> from >> to;
        std::cout << ride[from - 1][to - 1] << '\n';
    }
    return 0;
}
