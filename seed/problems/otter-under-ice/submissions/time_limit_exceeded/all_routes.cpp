#include <bits/stdc++.h>
using namespace std;

// Tries all routes and gives up one only when it is longer than the best so far.
int rows, columns, breath, best;
vector<string> lake;
vector<vector<int>> visits;

void swim(int row, int column, int ice, int moves) {
    if (row < 0 || row == rows || column < 0 || column == columns || lake[row][column] == '#' || moves >= best) {
        return;
    }
    int under = lake[row][column] == '=' ? ice + 1 : 0;
    if (under > breath || visits[row][column] == 2) {
        return;
    }
    if (lake[row][column] == 'G') {
        best = moves;
        return;
    }
    ++visits[row][column];
    swim(row + 1, column, under, moves + 1);
    swim(row, column + 1, under, moves + 1);
    swim(row, column - 1, under, moves + 1);
    swim(row - 1, column, under, moves + 1);
    --visits[row][column];
}

int main() {
    cin >> rows >> columns >> breath;
    lake.resize(rows);
    visits.assign(rows, vector<int>(columns));
    best = rows * columns * (breath + 1) + 1;
    const int never = best;
    int row = 0, column = 0;
    for (int i = 0; i < rows; ++i) {
        cin >> lake[i];
        if (size_t at = lake[i].find('S'); at != string::npos) {
            row = i;
            column = static_cast<int>(at);
        }
    }
    swim(row, column, 0, 0);
    cout << (best == never ? -1 : best) << '\n';
}
