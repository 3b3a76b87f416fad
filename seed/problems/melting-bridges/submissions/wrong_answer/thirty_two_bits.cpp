#include <bits/stdc++.h>
using namespace std;

// Keeps the numbers of inhabitants in 32 bits.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, m = 0, q = 0;
    cin >> n >> m >> q;
    vector<unsigned> people(n + 1);
    vector<int> parent(n + 1);
    for (int hut = 1; hut <= n; ++hut) {
        cin >> people[hut];
        parent[hut] = hut;
    }
    auto find = [&](int hut) {
        while (parent[hut] != hut) {
            hut = parent[hut] = parent[parent[hut]];
        }
        return hut;
    };
    vector<int> from(m + 1), to(m + 1), melts(m + 1);
    auto join = [&](int bridge) {
        int a = find(from[bridge]), b = find(to[bridge]);
        if (a != b) {
            parent[a] = b;
            people[b] += people[a];
        }
    };
    for (int i = 1; i <= m; ++i) {
        cin >> from[i] >> to[i];
    }
    vector<char> kinds(q);
    vector<int> numbers(q);
    for (int i = 0; i < q; ++i) {
        cin >> kinds[i] >> numbers[i];
        if (kinds[i] == '-') {
            melts[numbers[i]] = 1;
        }
    }
    for (int i = 1; i <= m; ++i) {
        if (!melts[i]) {
            join(i);
        }
    }
    vector<unsigned> answers;
    for (int i = q - 1; i >= 0; --i) {
        if (kinds[i] == '-') {
            join(numbers[i]);
        } else {
            answers.push_back(people[find(numbers[i])]);
        }
    }
    reverse(answers.begin(), answers.end());
    for (unsigned answer : answers) {
        cout << answer << '\n';
    }
}
