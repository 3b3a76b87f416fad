#include <iostream>
#include <vector>

// Counts in an array of a million entries; the checked access throws for varieties beyond it.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n = 0, most = 0;
    std::cin >> n >> most;
    std::vector<int> cups(n), counts(1000001);
    int start = 0, longest = 0, found = 0;
    for (int last = 0; last < n; ++last) {
        std::cin >> cups[last];
        ++counts.at(cups[last]);
        while (counts[cups[last]] > most) {
            --counts[cups[start++]];
        }
        int length = last - start + 1;
        if (length > longest) {
            longest = length;
            found = 0;
        }
        if (length == longest) {
            ++found;
        }
    }
    std::cout << longest << ' ' << found << '\n';
}
