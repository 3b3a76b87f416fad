#include <iomanip>
#include <iostream>

int main() {
    int minutes;
    std::cin >> minutes;
    std::cout << minutes / 60 << ":" << std::setw(2) << std::setfill('0') << minutes % 60 << "\n";
}
