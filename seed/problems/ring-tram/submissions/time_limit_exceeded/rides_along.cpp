#include <iostream>
#include <vector>

// Adds up the times stop by stop for every passenger.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int stops = 0, questions = 0;
    std::cin >> stops >> questions;
    std::vector<long long> seconds(stops);
    for (long long& time : seconds) {
        std::cin >> time;
    }
    while (questions-- > 0) {
        int from = 0, to = 0;
        std::cin >> from >> to;
        long long ride = 0;
        for (int stop = from; stop != to; stop = stop % stops + 1) {
            ride += seconds[stop - 1];
        }
        std::cout << ride << '\n';
    }
    return 0;
}
