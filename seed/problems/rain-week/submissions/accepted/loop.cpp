#include <algorithm>
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    int total = 0, largest = 0, dry = 0;
    for (int i = 0; i < n; i++) {
        int amount;
        std::cin >> amount;
        total += amount;
        largest = std::max(largest, amount);
        if (amount == 0) dry++;
    }
    std::cout << total << " " << largest << " " << dry << "\n";
}
