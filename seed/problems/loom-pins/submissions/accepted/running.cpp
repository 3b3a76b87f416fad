#include <bits/stdc++.h>
using namespace std;

// Tests every card against all earlier ones at once: the counters tell how many of them have each hole.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, k = 0;
    cin >> n >> k;
    vector<long long> wear(k), holes(k);
    for (long long& w : wear) {
        cin >> w;
    }
    long long total = 0;
    for (int before = 0; before < n; ++before) {
        unsigned card = 0;
        cin >> card;
        for (int pin = 0; pin < k; ++pin) {
            if (card >> pin & 1u) {
                total += wear[pin] * (before - holes[pin]);
                ++holes[pin];
            } else {
                total += wear[pin] * holes[pin];
            }
        }
    }
    cout << total << '\n';
}
