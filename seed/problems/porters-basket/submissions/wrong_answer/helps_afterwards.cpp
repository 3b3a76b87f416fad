#include <bits/stdc++.h>
using namespace std;

// Plans the basket without the daughter, and gives her the best of the parcels that were left behind.
int main() {
    int n = 0, load = 0;
    cin >> n >> load;
    vector<int> weight(n), pay(n);
    vector<vector<int>> best(n + 1, vector<int>(load + 1));
    for (int i = 0; i < n; ++i) {
        cin >> weight[i] >> pay[i];
        for (int left = 0; left <= load; ++left) {
            best[i + 1][left] = best[i][left];
            if (left >= weight[i]) {
                best[i + 1][left] = max(best[i + 1][left], best[i][left - weight[i]] + pay[i]);
            }
        }
    }
    int left = load, extra = 0;
    vector<bool> taken(n);
    for (int i = n - 1; i >= 0; --i) {
        if (best[i + 1][left] != best[i][left]) {
            taken[i] = true;
            left -= weight[i];
        }
    }
    for (int helped = 0; helped < n; ++helped) {
        int room = left + (taken[helped] ? weight[helped] / 2 : 0);
        for (int i = 0; i < n; ++i) {
            int needs = taken[helped] ? weight[i] : (weight[i] + 1) / 2;
            if (!taken[i] && needs <= room) {
                extra = max(extra, pay[i]);
            }
        }
    }
    cout << best[n][load] + extra << '\n';
}
