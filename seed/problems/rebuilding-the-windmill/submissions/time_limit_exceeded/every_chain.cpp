#include <bits/stdc++.h>
using namespace std;

// Finds a circle properly, but then measures every chain of jobs on its own.
vector<vector<int>> after_job, before_job;
vector<long long> hours;

long long longest(const vector<vector<int>>& neighbours, int job) {
    long long best = 0;
    for (int other : neighbours[job]) {
        best = max(best, longest(neighbours, other));
    }
    return best + hours[job];
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0;
    cin >> n >> m;
    hours.resize(n);
    for (long long& d : hours) {
        cin >> d;
    }
    after_job.resize(n);
    before_job.resize(n);
    vector<int> waits(n), order;
    for (int i = 0; i < m; ++i) {
        int a = 0, b = 0;
        cin >> a >> b;
        after_job[a - 1].push_back(b - 1);
        before_job[b - 1].push_back(a - 1);
        ++waits[b - 1];
    }
    for (int job = 0; job < n; ++job) {
        if (waits[job] == 0) {
            order.push_back(job);
        }
    }
    for (size_t i = 0; i < order.size(); ++i) {
        for (int next : after_job[order[i]]) {
            if (--waits[next] == 0) {
                order.push_back(next);
            }
        }
    }
    if (static_cast<int>(order.size()) < n) {
        cout << -1 << '\n';
        return 0;
    }
    vector<long long> through(n);
    for (int job = 0; job < n; ++job) {
        through[job] = longest(after_job, job) + longest(before_job, job) - hours[job];
    }
    long long total = *max_element(through.begin(), through.end());
    cout << total << ' ' << count(through.begin(), through.end(), total) << '\n';
}
