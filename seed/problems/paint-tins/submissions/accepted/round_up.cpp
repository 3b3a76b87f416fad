#include <iostream>

int main() {
    long long width, height, cover;
    std::cin >> width >> height >> cover;
    std::cout << (width * height + cover - 1) / cover << "\n";
}
