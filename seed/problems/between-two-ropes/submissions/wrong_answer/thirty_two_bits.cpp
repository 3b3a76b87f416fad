#include <bits/stdc++.h>
using namespace std;

// Decides about turns with 32-bit products.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, q = 0;
    cin >> n >> q;
    vector<pair<int, int>> stones(n), upper, lower;
    for (auto& [x, y] : stones) {
        cin >> x >> y;
    }
    sort(stones.begin(), stones.end());
    auto turn = [](const vector<pair<int, int>>& corners, const pair<int, int>& c) {
        const auto &a = corners[corners.size() - 2], &b = corners.back();
        unsigned left = static_cast<unsigned>(b.first - a.first) * static_cast<unsigned>(c.second - a.second);
        unsigned right = static_cast<unsigned>(b.second - a.second) * static_cast<unsigned>(c.first - a.first);
        return static_cast<int>(left - right);
    };
    for (const auto& stone : stones) {
        while (upper.size() > 1 && turn(upper, stone) >= 0) {
            upper.pop_back();
        }
        upper.push_back(stone);
        while (lower.size() > 1 && turn(lower, stone) <= 0) {
            lower.pop_back();
        }
        lower.push_back(stone);
    }
    auto peak = [](const vector<pair<int, int>>& corners, long long dx, long long dy) {
        auto height = [&](size_t at) { return dx * corners[at].first + dy * corners[at].second; };
        size_t low = 0, high = corners.size() - 1;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (height(middle) < height(middle + 1)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return height(low);
    };
    while (q-- > 0) {
        long long dx = 0, dy = 0;
        cin >> dx >> dy;
        if (dy < 0) {
            dx = -dx;
            dy = -dy;
        }
        if (dy == 0) {
            cout << abs(dx) * (stones.back().first - stones.front().first) << '\n';
        } else {
            cout << peak(upper, dx, dy) + peak(lower, -dx, -dy) << '\n';
        }
    }
}
