#include <bits/stdc++.h>
using namespace std;

// Takes a job as soon as any of the jobs before it is done, and looks only for jobs that are never reached.
int main() {
    int n = 0, m = 0;
    cin >> n >> m;
    vector<long long> hours(n + 1), start(n + 1, -1), rest(n + 1);
    for (int job = 1; job <= n; ++job) {
        cin >> hours[job];
    }
    vector<vector<int>> after(n + 1);
    vector<bool> waits(n + 1);
    for (int i = 0; i < m; ++i) {
        int a = 0, b = 0;
        cin >> a >> b;
        after[a].push_back(b);
        waits[b] = true;
    }
    vector<int> order;
    for (int job = 1; job <= n; ++job) {
        if (!waits[job]) {
            order.push_back(job);
            start[job] = 0;
        }
    }
    for (size_t i = 0; i < order.size(); ++i) {
        int job = order[i];
        for (int next : after[job]) {
            if (start[next] < 0) {
                order.push_back(next);
            }
            start[next] = max(start[next], start[job] + hours[job]);
        }
    }
    if (static_cast<int>(order.size()) < n) {
        cout << -1 << '\n';
        return 0;
    }
    long long total = 0;
    reverse(order.begin(), order.end());
    for (int job : order) {
        for (int next : after[job]) {
            rest[job] = max(rest[job], rest[next]);
        }
        rest[job] += hours[job];
        total = max(total, start[job] + rest[job]);
    }
    cout << total << ' ' << count_if(order.begin(), order.end(), [&](int job) { return start[job] + rest[job] == total; }) << '\n';
}
