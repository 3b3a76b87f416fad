#include <algorithm>
#include <iostream>
#include <vector>

std::vector<long long> tulips, mint;
int beds = 0, longest = 0;

// Tries all plans for the beds from the given one on.
long long plan(int bed, int last, int in_a_row) {
    if (bed == beds) {
        return 0;
    }
    long long best = plan(bed + 1, 0, 0);
    if (in_a_row < longest) {
        if (last != 1) {
            best = std::max(best, tulips[bed] + plan(bed + 1, 1, in_a_row + 1));
        }
        if (last != 2) {
            best = std::max(best, mint[bed] + plan(bed + 1, 2, in_a_row + 1));
        }
    }
    return best;
}

int main() {
    std::cin >> beds >> longest;
    tulips.resize(beds);
    mint.resize(beds);
    for (int i = 0; i < beds; ++i) {
        std::cin >> tulips[i] >> mint[i];
    }
    std::cout << plan(0, 0, 0) << '\n';
    return 0;
}
