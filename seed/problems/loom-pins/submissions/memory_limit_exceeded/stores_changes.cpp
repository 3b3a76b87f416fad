#include <bits/stdc++.h>
using namespace std;

// Keeps the moved pins of every pair of cards before adding them up.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, k = 0;
    cin >> n >> k;
    vector<long long> wear(k);
    for (long long& w : wear) {
        cin >> w;
    }
    vector<unsigned> cards(n), moved;
    for (unsigned& card : cards) {
        cin >> card;
    }
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < i; ++j) {
            moved.push_back(cards[i] ^ cards[j]);
        }
    }
    long long total = 0;
    for (unsigned pins : moved) {
        for (int pin = 0; pin < k; ++pin) {
            if (pins >> pin & 1u) {
                total += wear[pin];
            }
        }
    }
    cout << total << '\n';
}
