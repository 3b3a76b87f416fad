#include <algorithm>
#include <iostream>
#include <vector>

// best[i] is the best profit of the first i beds if bed i is empty or i is 0; a block of up to k planted beds, which
// alternate between the plants, stands between two empty ones.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int beds = 0, longest = 0;
    std::cin >> beds >> longest;
    std::vector<long long> tulips(beds + 2), mint(beds + 2), best(beds + 2, 0);
    for (int i = 1; i <= beds; ++i) {
        std::cin >> tulips[i] >> mint[i];
    }
    // An additional empty bed in the end closes the last block.
    for (int i = 1; i <= beds + 1; ++i) {
        best[i] = best[i - 1];
        long long ends_with_tulips = 0, ends_with_mint = 0;
        for (int size = 1; size <= longest && size < i; ++size) {
            int bed = i - size;
            bool same_as_last = size % 2 == 1;
            ends_with_tulips += same_as_last ? tulips[bed] : mint[bed];
            ends_with_mint += same_as_last ? mint[bed] : tulips[bed];
            best[i] = std::max(best[i], best[bed - 1] + std::max(ends_with_tulips, ends_with_mint));
        }
    }
    std::cout << best[beds + 1] << '\n';
    return 0;
}
