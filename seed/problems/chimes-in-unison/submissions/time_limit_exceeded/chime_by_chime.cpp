#include <iostream>
#include <numeric>

// Goes through the chimes of the first clock until the second one chimes as well.
int main() {
    int pairs = 0;
    std::cin >> pairs;
    while (pairs-- > 0) {
        long long a = 0, p = 0, b = 0, r = 0;
        std::cin >> a >> p >> b >> r;
        long long answer = -1;
        if ((b - a) % std::gcd(p, r) == 0) {
            answer = a;
            if (answer < b) {
                answer += (b - a + p - 1) / p * p;
            }
            while ((answer - b) % r != 0) {
                answer += p;
            }
        }
        std::cout << answer << '\n';
    }
    return 0;
}
