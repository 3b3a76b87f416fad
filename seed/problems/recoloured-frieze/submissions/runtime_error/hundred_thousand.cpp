#include <bits/stdc++.h>
using namespace std;

// There is room for a frieze of a hundred thousand tiles; the checked access throws for the next one.
const size_t ROOM = 100000;
array<int, ROOM> wanted, given, fallback;

size_t read(array<int, ROOM>& distances) {
    string tiles;
    cin >> tiles;
    map<char, size_t> last;
    for (size_t i = 0; i < tiles.size(); ++i) {
        distances.at(i) = last.count(tiles[i]) ? static_cast<int>(i - last[tiles[i]]) : 0;
        last[tiles[i]] = i;
    }
    return tiles.size();
}

int main() {
    const size_t complete = read(wanted), tiles = read(given);
    auto extend = [&](int length, int distance) {
        while (length == static_cast<int>(complete) || wanted[length] != (distance <= length ? distance : 0)) {
            length = fallback[length - 1];
        }
        return length + 1;
    };
    for (size_t i = 1; i < complete; ++i) {
        fallback[i] = extend(fallback[i - 1], wanted[i]);
    }
    int found = 0, length = 0;
    for (size_t i = 0; i < tiles; ++i) {
        length = extend(length, given[i]);
        found += length == static_cast<int>(complete);
    }
    cout << found << '\n';
}
