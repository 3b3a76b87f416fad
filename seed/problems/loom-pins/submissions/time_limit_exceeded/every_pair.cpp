#include <bits/stdc++.h>
using namespace std;

// Looks at every pair of cards, though only at the pins that move.
int main() {
    int n = 0, k = 0;
    cin >> n >> k;
    vector<long long> wear(k);
    for (long long& w : wear) {
        cin >> w;
    }
    vector<unsigned> cards(n);
    long long total = 0;
    for (int i = 0; i < n; ++i) {
        cin >> cards[i];
        for (int j = 0; j < i; ++j) {
            for (unsigned moved = cards[i] ^ cards[j]; moved != 0; moved &= moved - 1) {
                total += wear[__builtin_ctz(moved)];
            }
        }
    }
    cout << total << '\n';
}
