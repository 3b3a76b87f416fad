#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

// Every field is a bit; stones[i] are the stones whose first field in reading order is field i.
std::vector<std::vector<std::uint64_t>> stones;
std::uint64_t everything;

long long pavings(std::uint64_t taken) {
    if (taken == everything) {
        return 1;
    }
    long long total = 0;
    for (std::uint64_t stone : stones[__builtin_ctzll(~taken)]) {
        if ((taken & stone) == 0) {
            total += pavings(taken | stone);
        }
    }
    return total;
}

int main() {
    int height = 0, width = 0;
    std::cin >> height >> width;
    std::uint64_t trees = 0;
    for (int y = 0; y < height; ++y) {
        std::string row;
        std::cin >> row;
        for (int x = 0; x < width; ++x) {
            if (row[x] == 'T') {
                trees |= std::uint64_t{1} << (y * width + x);
            }
        }
    }
    everything = (std::uint64_t{1} << (height * width)) - 1;
    stones.resize(height * width);
    for (int y = 0; y + 1 < height; ++y) {
        for (int x = 0; x + 1 < width; ++x) {
            int corners[4] = {y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1};
            for (int missing = 0; missing < 4; ++missing) {
                std::uint64_t stone = 0;
                for (int corner = 0; corner < 4; ++corner) {
                    if (corner != missing) {
                        stone |= std::uint64_t{1} << corners[corner];
                    }
                }
                stones[__builtin_ctzll(stone)].push_back(stone);
            }
        }
    }
    std::cout << pavings(trees) << '\n';
    return 0;
}
