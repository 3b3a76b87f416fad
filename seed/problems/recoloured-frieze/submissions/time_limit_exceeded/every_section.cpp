#include <bits/stdc++.h>
using namespace std;

// Compares every section with the ornament from its first tile on.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    string ornament, frieze;
    cin >> ornament >> frieze;
    int found = 0;
    for (size_t start = 0; start + ornament.size() <= frieze.size(); ++start) {
        char forwards[128] = {}, backwards[128] = {};
        bool matches = true;
        for (size_t i = 0; matches && i < ornament.size(); ++i) {
            char from = ornament[i], to = frieze[start + i];
            if (forwards[+from] == 0 && backwards[+to] == 0) {
                forwards[+from] = to;
                backwards[+to] = from;
            }
            matches = forwards[+from] == to && backwards[+to] == from;
        }
        found += matches;
    }
    cout << found << '\n';
}
