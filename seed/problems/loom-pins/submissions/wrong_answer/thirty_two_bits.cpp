#include <iostream>
#include <vector>

// The right idea, but a product of two counters does not fit into an int.
int main() {
    int n = 0, k = 0;
    std::cin >> n >> k;
    std::vector<int> wear(k), holes(k);
    for (int& w : wear) {
        std::cin >> w;
    }
    for (int i = 0; i < n; ++i) {
        int card = 0;
        std::cin >> card;
        for (int pin = 0; pin < k; ++pin) {
            holes[pin] += card >> pin & 1;
        }
    }
    long long total = 0;
    for (int pin = 0; pin < k; ++pin) {
        total += static_cast<unsigned>(wear[pin]) * holes[pin] * (n - holes[pin]);
    }
    std::cout << total << '\n';
}
