#include <iostream>
#include <string>
#include <unordered_map>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int total = 0;
    std::cin >> total;
    std::unordered_map<std::string, int> balance;
    balance.reserve(total);
    int pairs = 0;
    std::string colour;
    char side = 'L';
    for (int i = 0; i < total; ++i) {
        std::cin >> colour >> side;
        int& waiting = balance[colour];
        if (side == 'L') {
            pairs += waiting < 0;
            ++waiting;
        } else {
            pairs += waiting > 0;
            --waiting;
        }
    }
    std::cout << pairs << ' ' << total - 2 * pairs << '\n';
    return 0;
}
