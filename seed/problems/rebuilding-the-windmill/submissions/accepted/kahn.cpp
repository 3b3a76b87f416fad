#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0;
    cin >> n >> m;
    vector<long long> hours(n), start(n), rest(n);
    for (long long& d : hours) {
        cin >> d;
    }
    vector<vector<int>> after(n);
    vector<int> waits(n);
    for (int i = 0; i < m; ++i) {
        int a = 0, b = 0;
        cin >> a >> b;
        after[a - 1].push_back(b - 1);
        ++waits[b - 1];
    }
    vector<int> order;
    for (int job = 0; job < n; ++job) {
        if (waits[job] == 0) {
            order.push_back(job);
        }
    }
    for (size_t i = 0; i < order.size(); ++i) {
        int job = order[i];
        for (int next : after[job]) {
            start[next] = max(start[next], start[job] + hours[job]);
            if (--waits[next] == 0) {
                order.push_back(next);
            }
        }
    }
    if (static_cast<int>(order.size()) < n) {
        cout << -1 << '\n';
        return 0;
    }
    long long total = 0;
    for (auto job = order.rbegin(); job != order.rend(); ++job) {
        for (int next : after[*job]) {
            rest[*job] = max(rest[*job], rest[next]);
        }
        rest[*job] += hours[*job];
        total = max(total, start[*job] + rest[*job]);
    }
    int critical = 0;
    for (int job = 0; job < n; ++job) {
        critical += start[job] + rest[job] == total;
    }
    cout << total << ' ' << critical << '\n';
}
