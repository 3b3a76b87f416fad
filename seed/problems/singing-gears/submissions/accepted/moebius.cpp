#include <iostream>
#include <vector>

// Every common divisor d contributes its pairs times the sum of mu(d / p) over the primes p that divide d.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const int most = 500'000;
    int gears = 0;
    std::cin >> gears;
    std::vector<int> count(most + 1);
    for (int i = 0; i < gears; ++i) {
        int teeth = 0;
        std::cin >> teeth;
        ++count[teeth];
    }

    std::vector<int> primes, mu(most + 1), weight(most + 1);
    std::vector<bool> composite(most + 1);
    mu[1] = 1;
    for (int number = 2; number <= most; ++number) {
        if (!composite[number]) {
            primes.push_back(number);
            mu[number] = -1;
        }
        for (int prime : primes) {
            if (static_cast<long long>(number) * prime > most) {
                break;
            }
            composite[number * prime] = true;
            if (number % prime == 0) {
                break;
            }
            mu[number * prime] = -mu[number];
        }
    }
    for (int prime : primes) {
        for (int factor = 1; factor * prime <= most; ++factor) {
            weight[factor * prime] += mu[factor];
        }
    }

    long long singing = 0;
    for (int divisor = 2; divisor <= most; ++divisor) {
        if (weight[divisor] != 0) {
            long long multiples = 0;
            for (int multiple = divisor; multiple <= most; multiple += divisor) {
                multiples += count[multiple];
            }
            singing += weight[divisor] * (multiples * (multiples - 1) / 2);
        }
    }
    std::cout << singing << '\n';
    return 0;
}
