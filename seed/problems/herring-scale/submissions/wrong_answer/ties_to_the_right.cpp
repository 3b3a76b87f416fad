#include <iostream>

// Two equally heavy pans: takes the right one.
int main() {
    std::ios::sync_with_stdio(false);
    int count = 0;
    long long capacity = 0;
    std::cin >> count >> capacity;
    long long left = 0, right = 0;
    int crates = 1, on_left = 0;
    for (int i = 0; i < count; ++i) {
        long long weight = 0;
        std::cin >> weight;
        bool to_left = left < right || (left == 0 && right == 0);
        if ((to_left ? left : right) + weight > capacity) {
            ++crates;
            left = right = 0;
            to_left = true;
        }
        (to_left ? left : right) += weight;
        on_left += to_left ? 1 : 0;
    }
    std::cout << crates << ' ' << on_left << '\n';
    return 0;
}
