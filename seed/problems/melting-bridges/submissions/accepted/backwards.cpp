#include <bits/stdc++.h>
using namespace std;

struct Groups {
    vector<int> parent;
    vector<long long> people;

    int find(int hut) {
        while (parent[hut] >= 0) {
            if (parent[parent[hut]] >= 0) {
                parent[hut] = parent[parent[hut]];
            }
            hut = parent[hut];
        }
        return hut;
    }

    // The parent of a root is minus the size of its group.
    void join(int a, int b) {
        a = find(a);
        b = find(b);
        if (a == b) {
            return;
        }
        if (parent[a] > parent[b]) {
            swap(a, b);
        }
        parent[a] += parent[b];
        parent[b] = a;
        people[a] += people[b];
    }
};

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0, q = 0;
    cin >> n >> m >> q;
    Groups groups{vector<int>(n + 1, -1), vector<long long>(n + 1)};
    for (int hut = 1; hut <= n; ++hut) {
        cin >> groups.people[hut];
    }
    vector<pair<int, int>> bridges(m + 1);
    for (int i = 1; i <= m; ++i) {
        cin >> bridges[i].first >> bridges[i].second;
    }
    vector<pair<char, int>> events(q);
    vector<bool> melts(m + 1);
    for (auto& [kind, number] : events) {
        cin >> kind >> number;
        if (kind == '-') {
            melts[number] = true;
        }
    }
    for (int i = 1; i <= m; ++i) {
        if (!melts[i]) {
            groups.join(bridges[i].first, bridges[i].second);
        }
    }
    vector<long long> answers;
    for (int i = q - 1; i >= 0; --i) {
        auto [kind, number] = events[i];
        if (kind == '-') {
            groups.join(bridges[number].first, bridges[number].second);
        } else {
            answers.push_back(groups.people[groups.find(number)]);
        }
    }
    for (auto answer = answers.rbegin(); answer != answers.rend(); ++answer) {
        cout << *answer << '\n';
    }
}
