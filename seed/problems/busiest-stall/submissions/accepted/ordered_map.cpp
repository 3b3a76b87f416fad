#include <iostream>
#include <map>
#include <string>

int main() {
    int n;
    std::cin >> n;
    std::map<std::string, int> counts;
    for (int i = 0; i < n; i++) {
        std::string name;
        std::cin >> name;
        counts[name]++;
    }
    std::string best;
    for (const auto& [name, count] : counts) {
        if (best.empty() || count > counts[best]) best = name;
    }
    std::cout << best << " " << counts[best] << "\n";
}
