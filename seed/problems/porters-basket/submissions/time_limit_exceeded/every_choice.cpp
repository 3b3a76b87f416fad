#include <bits/stdc++.h>
using namespace std;

// Tries all ways to fill the basket, except those that could not even win if everything else fitted in.
int n;
vector<int> weight, pay, rest;
long long best;

void choose(int i, int left, bool helped, long long coins) {
    best = max(best, coins);
    if (i == n || coins + rest[i] <= best) {
        return;
    }
    if (weight[i] <= left) {
        choose(i + 1, left - weight[i], helped, coins + pay[i]);
    }
    if (!helped && (weight[i] + 1) / 2 <= left) {
        choose(i + 1, left - (weight[i] + 1) / 2, true, coins + pay[i]);
    }
    choose(i + 1, left, helped, coins);
}

int main() {
    int load = 0;
    cin >> n >> load;
    weight.resize(n);
    pay.resize(n);
    rest.resize(n + 1);
    for (int i = 0; i < n; ++i) {
        cin >> weight[i] >> pay[i];
    }
    for (int i = n - 1; i >= 0; --i) {
        rest[i] = rest[i + 1] + pay[i];
    }
    choose(0, load, false, 0);
    cout << best << '\n';
}
