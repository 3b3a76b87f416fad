#include <bits/stdc++.h>
using namespace std;

// Keeps a table of the number of bridges between any two huts.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0, q = 0;
    cin >> n >> m >> q;
    vector<long long> people(n);
    for (long long& count : people) {
        cin >> count;
    }
    vector<vector<int>> bridges(n, vector<int>(n));
    vector<pair<int, int>> ends(m);
    for (auto& [a, b] : ends) {
        cin >> a >> b;
        ++bridges[--a][--b];
        ++bridges[b][a];
    }
    while (q-- > 0) {
        char kind = 0;
        int number = 0;
        cin >> kind >> number;
        --number;
        if (kind == '-') {
            auto [a, b] = ends[number];
            --bridges[a][b];
            --bridges[b][a];
            continue;
        }
        vector<bool> seen(n);
        vector<int> open{number};
        seen[number] = true;
        long long total = 0;
        while (!open.empty()) {
            int hut = open.back();
            open.pop_back();
            total += people[hut];
            for (int other = 0; other < n; ++other) {
                if (bridges[hut][other] > 0 && !seen[other]) {
                    seen[other] = true;
                    open.push_back(other);
                }
            }
        }
        cout << total << '\n';
    }
}
