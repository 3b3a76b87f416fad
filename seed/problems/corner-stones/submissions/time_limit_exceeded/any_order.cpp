#include <iostream>
#include <set>
#include <string>
#include <vector>

using Board = std::vector<std::string>;

// Lays a stone anywhere it fits, in every order, and collects the finished pavings in a set to count each only once.
void lay(Board& board, int stone, std::set<Board>& finished) {
    bool complete = true;
    int height = static_cast<int>(board.size()), width = static_cast<int>(board[0].size());
    for (const std::string& row : board) {
        complete = complete && row.find('.') == std::string::npos;
    }
    if (complete) {
        // Names every stone after its first field, so that the order in which they were laid does not show.
        Board named = board;
        std::vector<char> names(128, 0);
        char next = 'a';
        for (std::string& row : named) {
            for (char& field : row) {
                if (field != 'T') {
                    char& name = names[static_cast<unsigned char>(field)];
                    if (name == 0) {
                        name = next++;
                    }
                    field = name;
                }
            }
        }
        finished.insert(named);
        return;
    }
    for (int y = 0; y + 1 < height; ++y) {
        for (int x = 0; x + 1 < width; ++x) {
            for (int missing = 0; missing < 4; ++missing) {
                bool fits = true;
                for (int i = 0; i < 4; ++i) {
                    fits = fits && (i == missing || board[y + i / 2][x + i % 2] == '.');
                }
                if (!fits) {
                    continue;
                }
                for (int i = 0; i < 4; ++i) {
                    if (i != missing) board[y + i / 2][x + i % 2] = static_cast<char>('a' + stone);
                }
                lay(board, stone + 1, finished);
                for (int i = 0; i < 4; ++i) {
                    if (i != missing) board[y + i / 2][x + i % 2] = '.';
                }
            }
        }
    }
}

int main() {
    int height = 0, width = 0;
    std::cin >> height >> width;
    Board board(height);
    for (std::string& row : board) {
        std::cin >> row;
    }
    std::set<Board> finished;
    lay(board, 0, finished);
    std::cout << finished.size() << '\n';
    return 0;
}
