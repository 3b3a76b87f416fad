#include <bits/stdc++.h>
using namespace std;

// Makes a table of the heights of all stones for all directions.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, q = 0;
    cin >> n >> q;
    vector<long long> x(n), y(n);
    for (int i = 0; i < n; ++i) {
        cin >> x[i] >> y[i];
    }
    vector<vector<long long>> heights(q, vector<long long>(n));
    for (auto& row : heights) {
        long long dx = 0, dy = 0;
        cin >> dx >> dy;
        for (int i = 0; i < n; ++i) {
            row[i] = dx * x[i] + dy * y[i];
        }
    }
    for (const auto& row : heights) {
        cout << *max_element(row.begin(), row.end()) - *min_element(row.begin(), row.end()) << '\n';
    }
}
