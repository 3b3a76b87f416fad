#include <bits/stdc++.h>
using namespace std;

int main() {
    int rows = 0, columns = 0, breath = 0;
    cin >> rows >> columns >> breath;
    vector<string> lake(rows);
    int start_row = 0, start_column = 0;
    for (int row = 0; row < rows; ++row) {
        cin >> lake[row];
        if (size_t at = lake[row].find('S'); at != string::npos) {
            start_row = row;
            start_column = static_cast<int>(at);
        }
    }

    // moves[row][column][ice], -1 if not reached yet
    vector<vector<array<int, 6>>> moves(rows, vector<array<int, 6>>(columns, {-1, -1, -1, -1, -1, -1}));
    queue<tuple<int, int, int>> open;
    moves[start_row][start_column][0] = 0;
    open.emplace(start_row, start_column, 0);
    const int steps[5] = {0, 1, 0, -1, 0};
    while (!open.empty()) {
        auto [row, column, ice] = open.front();
        open.pop();
        int so_far = moves[row][column][ice];
        if (lake[row][column] == 'G') {
            cout << so_far << '\n';
            return 0;
        }
        for (int direction = 0; direction < 4; ++direction) {
            int next_row = row + steps[direction], next_column = column + steps[direction + 1];
            if (next_row < 0 || next_row == rows || next_column < 0 || next_column == columns) {
                continue;
            }
            char symbol = lake[next_row][next_column];
            int under = symbol == '=' ? ice + 1 : 0;
            if (symbol == '#' || under > breath || moves[next_row][next_column][under] >= 0) {
                continue;
            }
            moves[next_row][next_column][under] = so_far + 1;
            open.emplace(next_row, next_column, under);
        }
    }
    cout << -1 << '\n';
}
