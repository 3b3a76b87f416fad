#include <iostream>

int main() {
    int n;
    std::cin >> n;
    int day = 0, warmest = 0;
    for (int i = 1; i <= n; i++) {
        int value;
        std::cin >> value;
        if (day == 0 || value > warmest) {
            day = i;
            warmest = value;
        }
    }
    std::cout << day << " " << warmest << "\n";
}
