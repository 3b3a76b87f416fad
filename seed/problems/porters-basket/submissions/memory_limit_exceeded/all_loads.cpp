#include <bits/stdc++.h>
using namespace std;

// Makes a list of all baskets that can be filled.
struct Basket {
    int weight, pay;
    bool helped;
};

int main() {
    int n = 0, load = 0;
    cin >> n >> load;
    vector<Basket> baskets{{0, 0, false}};
    for (int i = 0; i < n; ++i) {
        int weight = 0, pay = 0;
        cin >> weight >> pay;
        for (size_t at = 0, known = baskets.size(); at < known; ++at) {
            Basket basket = baskets[at];
            if (basket.weight + weight <= load) {
                baskets.push_back({basket.weight + weight, basket.pay + pay, basket.helped});
            }
            if (!basket.helped && basket.weight + (weight + 1) / 2 <= load) {
                baskets.push_back({basket.weight + (weight + 1) / 2, basket.pay + pay, true});
            }
        }
    }
    int best = 0;
    for (const Basket& basket : baskets) {
        best = max(best, basket.pay);
    }
    cout << best << '\n';
}
