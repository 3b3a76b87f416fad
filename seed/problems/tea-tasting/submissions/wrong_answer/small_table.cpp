#include <iostream>
#include <vector>

// Counts in a table of a million entries, where different varieties may share one.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n = 0, most = 0;
    std::cin >> n >> most;
    std::vector<int> cups(n), counts(1000000);
    int start = 0, longest = 0, found = 0;
    for (int last = 0; last < n; ++last) {
        std::cin >> cups[last];
        cups[last] %= 1000000;
        ++counts[cups[last]];
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
