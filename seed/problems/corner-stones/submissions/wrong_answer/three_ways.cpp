#include <iostream>
#include <string>
#include <vector>

std::vector<std::string> courtyard;

// Overlooks the stone whose upper field stands above the right one of the two lower fields.
long long pavings(std::size_t from) {
    std::size_t width = courtyard[0].size(), y = 0, x = 0;
    for (; from < courtyard.size() * width; ++from) {
        y = from / width;
        x = from % width;
        if (courtyard[y][x] == '.') {
            break;
        }
    }
    if (from == courtyard.size() * width) {
        return 1;
    }
    if (y + 1 == courtyard.size() || x + 1 == width) {
        return 0;
    }
    char* corners[4] = {&courtyard[y][x], &courtyard[y][x + 1], &courtyard[y + 1][x], &courtyard[y + 1][x + 1]};
    long long total = 0;
    for (int missing = 1; missing < 4; ++missing) {
        bool fits = true;
        for (int i = 0; i < 4; ++i) {
            fits = fits && (i == missing || *corners[i] == '.');
        }
        if (fits) {
            for (int i = 0; i < 4; ++i) {
                if (i != missing) *corners[i] = '#';
            }
            total += pavings(from + 1);
            for (int i = 0; i < 4; ++i) {
                if (i != missing) *corners[i] = '.';
            }
        }
    }
    return total;
}

int main() {
    int height = 0, width = 0;
    std::cin >> height >> width;
    courtyard.resize(height);
    for (std::string& row : courtyard) {
        std::cin >> row;
    }
    std::cout << pavings(0) << '\n';
    return 0;
}
