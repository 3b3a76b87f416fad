#include <iostream>
#include <numeric>

long long inverse(long long a, long long modulus) {
    long long rest = modulus, next = a % modulus, x = 0, y = 1;
    while (next > 0) {
        long long quotient = rest / next;
        long long r = rest - quotient * next, z = x - quotient * y;
        rest = next;
        next = r;
        x = y;
        y = z;
    }
    return x < 0 ? x + modulus : x;
}

long long together(long long a, long long p, long long b, long long r) {
    long long divisor = std::gcd(p, r);
    if ((b - a) % divisor != 0) {
        return -1;
    }
    long long modulus = r / divisor;
    long long difference = ((b - a) / divisor % modulus + modulus) % modulus;
    long long minute = a + difference * inverse(p / divisor, modulus) % modulus * p;
    if (minute < b) {
        long long step = p * modulus;
        minute += (b - minute + step - 1) / step * step;
    }
    return minute;
}

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int pairs = 0;
    std::cin >> pairs;
    while (pairs-- > 0) {
        long long a = 0, p = 0, b = 0, r = 0;
        std::cin >> a >> p >> b >> r;
        std::cout << together(a, p, b, r) << '\n';
    }
    return 0;
}
