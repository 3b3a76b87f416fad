#include <bits/stdc++.h>
using namespace std;

// Searches the whole hull, from the leftmost stone around to it, as if its heights rose and fell only once.
using Point = pair<long long, long long>;

long long cross(const Point& a, const Point& b, const Point& c) {
    return (b.first - a.first) * (c.second - a.second) - (b.second - a.second) * (c.first - a.first);
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, q = 0;
    cin >> n >> q;
    vector<Point> stones(n), hull;
    for (auto& [x, y] : stones) {
        cin >> x >> y;
    }
    sort(stones.begin(), stones.end());
    for (int round = 0; round < 2; ++round) {
        size_t base = hull.size();
        for (const Point& stone : stones) {
            while (hull.size() > base + 1 && cross(hull[hull.size() - 2], hull.back(), stone) <= 0) {
                hull.pop_back();
            }
            hull.push_back(stone);
        }
        hull.pop_back();
        reverse(stones.begin(), stones.end());
    }
    if (hull.empty()) {
        hull = stones;
    }
    auto highest = [&](long long dx, long long dy) {
        auto height = [&](size_t at) { return dx * hull[at].first + dy * hull[at].second; };
        size_t low = 0, high = hull.size() - 1;
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
        cout << highest(dx, dy) + highest(-dx, -dy) << '\n';
    }
}
