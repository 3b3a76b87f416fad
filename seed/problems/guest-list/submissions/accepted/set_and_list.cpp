#include <iostream>
#include <string>
#include <unordered_set>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::unordered_set<std::string> seen;
    std::vector<std::string> result;
    for (int i = 0; i < n; i++) {
        std::string name;
        std::cin >> name;
        if (seen.insert(name).second) result.push_back(name);
    }
    std::cout << result.size() << "\n";
    for (const std::string& name : result) std::cout << name << "\n";
}
