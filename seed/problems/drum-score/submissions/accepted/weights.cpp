#include <iostream>
#include <string>
#include <vector>

// Keeps, for every open group, how often its beats are played in total; each beat adds its share at once.
int main() {
    std::ios::sync_with_stdio(false);
    const long long modulus = 1'000'000'007;
    std::string score;
    std::cin >> score;
    std::vector<long long> weight{1};
    long long total = 0, number = 0;
    for (char symbol : score) {
        if (symbol == '(') {
            weight.push_back(weight.back() * number % modulus);
            number = 0;
        } else if (symbol == ')') {
            weight.pop_back();
        } else if (symbol >= 'a') {
            total = (total + weight.back() * (symbol - 'a' + 1)) % modulus;
        } else {
            number = number * 10 + (symbol - '0');
        }
    }
    std::cout << total << '\n';
    return 0;
}
