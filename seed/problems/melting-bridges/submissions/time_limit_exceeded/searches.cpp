#include <bits/stdc++.h>
using namespace std;

// Searches the delta anew for every question.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0, q = 0;
    cin >> n >> m >> q;
    vector<long long> people(n + 1);
    for (int hut = 1; hut <= n; ++hut) {
        cin >> people[hut];
    }
    vector<vector<pair<int, int>>> bridges(n + 1);
    for (int i = 1; i <= m; ++i) {
        int a = 0, b = 0;
        cin >> a >> b;
        bridges[a].emplace_back(b, i);
        bridges[b].emplace_back(a, i);
    }
    vector<bool> melted(m + 1);
    vector<int> seen(n + 1, -1);
    for (int event = 0; event < q; ++event) {
        char kind = 0;
        int number = 0;
        cin >> kind >> number;
        if (kind == '-') {
            melted[number] = true;
            continue;
        }
        long long total = 0;
        vector<int> open{number};
        seen[number] = event;
        while (!open.empty()) {
            int hut = open.back();
            open.pop_back();
            total += people[hut];
            for (auto [other, bridge] : bridges[hut]) {
                if (!melted[bridge] && seen[other] != event) {
                    seen[other] = event;
                    open.push_back(other);
                }
            }
        }
        cout << total << '\n';
    }
}
