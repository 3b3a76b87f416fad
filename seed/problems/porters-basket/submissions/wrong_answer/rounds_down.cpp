#include <bits/stdc++.h>
using namespace std;

// Rounds half of an odd weight down.
int main() {
    int n = 0, load = 0;
    cin >> n >> load;
    vector<int> alone(load + 1), helped(load + 1);
    for (int i = 0; i < n; ++i) {
        int weight = 0, pay = 0;
        cin >> weight >> pay;
        int half = weight / 2;
        for (int left = load; left >= half; --left) {
            helped[left] = max(helped[left], alone[left - half] + pay);
            if (left >= weight) {
                helped[left] = max(helped[left], helped[left - weight] + pay);
                alone[left] = max(alone[left], alone[left - weight] + pay);
            }
        }
    }
    cout << helped[load] << '\n';
}
