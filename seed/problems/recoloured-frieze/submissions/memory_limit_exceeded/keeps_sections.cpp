#include <bits/stdc++.h>
using namespace std;

// Writes down the distances between tiles of the same colour for every section, and looks for the ornament among them.
vector<int> distances(const char* tiles, int count) {
    vector<int> last(128, -1), result(count);
    for (int i = 0; i < count; ++i) {
        int& before = last[tiles[i]];
        result[i] = before < 0 ? 0 : i - before;
        before = i;
    }
    return result;
}

int main() {
    string ornament, frieze;
    cin >> ornament >> frieze;
    const int length = static_cast<int>(ornament.size());
    vector<vector<int>> sections;
    for (size_t start = 0; start + length <= frieze.size(); ++start) {
        sections.push_back(distances(&frieze[start], length));
    }
    cout << count(sections.begin(), sections.end(), distances(&ornament[0], length)) << '\n';
}
