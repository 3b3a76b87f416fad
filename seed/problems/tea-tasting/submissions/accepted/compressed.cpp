#include <bits/stdc++.h>
using namespace std;

// Numbers the varieties from 0, so that plain arrays can count them.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, most = 0;
    cin >> n >> most;
    vector<int> cups(n);
    for (int& variety : cups) {
        cin >> variety;
    }
    vector<int> names = cups;
    sort(names.begin(), names.end());
    names.erase(unique(names.begin(), names.end()), names.end());
    for (int& variety : cups) {
        variety = static_cast<int>(lower_bound(names.begin(), names.end(), variety) - names.begin());
    }
    vector<int> counts(names.size());
    int start = 0, longest = 0, found = 0;
    for (int last = 0; last < n; ++last) {
        ++counts[cups[last]];
        while (counts[cups[last]] > most) {
            --counts[cups[start++]];
        }
        int length = last - start + 1;
        if (length > longest) {
            longest = length;
            found = 0;
        }
        if (length == longest) {
            ++found;
        }
    }
    cout << longest << ' ' << found << '\n';
}
