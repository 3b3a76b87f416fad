#include <bits/stdc++.h>
using namespace std;

struct Point {
    long long x, y;
};

long long cross(const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// Along the chain the heights must rise first and then fall.
long long peak(const vector<Point>& corners, long long dx, long long dy) {
    auto height = [&](size_t at) { return dx * corners[at].x + dy * corners[at].y; };
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
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 0, q = 0;
    cin >> n >> q;
    vector<Point> stones(n), upper, lower;
    for (Point& stone : stones) {
        cin >> stone.x >> stone.y;
    }
    sort(stones.begin(), stones.end(), [](const Point& a, const Point& b) { return tie(a.x, a.y) < tie(b.x, b.y); });
    for (const Point& stone : stones) {
        while (upper.size() > 1 && cross(upper[upper.size() - 2], upper.back(), stone) >= 0) {
            upper.pop_back();
        }
        upper.push_back(stone);
        while (lower.size() > 1 && cross(lower[lower.size() - 2], lower.back(), stone) <= 0) {
            lower.pop_back();
        }
        lower.push_back(stone);
    }
    while (q-- > 0) {
        long long dx = 0, dy = 0;
        cin >> dx >> dy;
        if (dy < 0) {
            dx = -dx;
            dy = -dy;
        }
        if (dy == 0) {
            cout << abs(dx) * (stones.back().x - stones.front().x) << '\n';
        } else {
            cout << peak(upper, dx, dy) + peak(lower, -dx, -dy) << '\n';
        }
    }
}
