#include <bits/stdc++.h>
using namespace std;

// Searches for the distances of the ornament with plain KMP: distances that leave the section are never 0.
vector<int> distances(const string& tiles) {
    map<char, int> last;
    vector<int> result;
    for (int i = 0; i < static_cast<int>(tiles.size()); ++i) {
        result.push_back(last.count(tiles[i]) ? i - last[tiles[i]] : 0);
        last[tiles[i]] = i;
    }
    return result;
}

int main() {
    string ornament, frieze;
    cin >> ornament >> frieze;
    vector<int> row = distances(ornament);
    const size_t complete = row.size();
    row.push_back(-1);
    for (int distance : distances(frieze)) {
        row.push_back(distance);
    }
    vector<size_t> border(row.size());
    int found = 0;
    for (size_t i = 1; i < row.size(); ++i) {
        size_t length = border[i - 1];
        while (length > 0 && row[i] != row[length]) {
            length = border[length - 1];
        }
        border[i] = length + (row[i] == row[length]);
        found += border[i] == complete;
    }
    cout << found << '\n';
}
