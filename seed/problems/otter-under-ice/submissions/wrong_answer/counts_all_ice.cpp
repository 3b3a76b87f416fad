#include <bits/stdc++.h>
using namespace std;

// Never takes breath again: counts all ice squares of the route instead of those in a row.
int main() {
    int rows = 0, columns = 0, breath = 0;
    cin >> rows >> columns >> breath;
    vector<string> lake(rows);
    queue<array<int, 4>> open;
    set<array<int, 3>> seen;
    for (int row = 0; row < rows; ++row) {
        cin >> lake[row];
        if (size_t at = lake[row].find('S'); at != string::npos) {
            open.push({row, static_cast<int>(at), 0, 0});
        }
    }
    const int steps[5] = {0, 1, 0, -1, 0};
    while (!open.empty()) {
        auto [row, column, ice, moves] = open.front();
        open.pop();
        if (lake[row][column] == 'G') {
            cout << moves << '\n';
            return 0;
        }
        for (int direction = 0; direction < 4; ++direction) {
            int r = row + steps[direction], c = column + steps[direction + 1];
            if (r < 0 || r == rows || c < 0 || c == columns || lake[r][c] == '#') {
                continue;
            }
            int under = ice + (lake[r][c] == '=');
            if (under <= breath && seen.insert({r, c, under}).second) {
                open.push({r, c, under, moves + 1});
            }
        }
    }
    cout << -1 << '\n';
}
