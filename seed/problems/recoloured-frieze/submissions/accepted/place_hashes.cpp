#include <bits/stdc++.h>
using namespace std;

using Hash = unsigned long long;
const Hash MODULUS = (1ULL << 61) - 1;

Hash multiply(Hash a, Hash b) {
    unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
    Hash sum = static_cast<Hash>(product & MODULUS) + static_cast<Hash>(product >> 61);
    return sum >= MODULUS ? sum - MODULUS : sum;
}

// For every colour, the places of its tiles in the current section: the sum of base^place, place counted from the
// section's end so that the section can move on with one multiplication for each colour.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    string ornament, frieze;
    cin >> ornament >> frieze;
    mt19937_64 random(chrono::steady_clock::now().time_since_epoch().count());
    const Hash base = random() % (MODULUS - 1000) + 500, point = random() % MODULUS;

    using Places = array<Hash, 26>;
    auto push = [&](Places& places, char tile) {
        for (Hash& hash : places) {
            hash = multiply(hash, base);
        }
        Hash& hash = places[tile - 'a'];
        hash = (hash + 1) % MODULUS;
    };
    // The polynomial with these hashes as its roots, at a random point: independent of their order.
    auto signature = [&](const Places& places) {
        Hash product = 1;
        for (Hash hash : places) {
            product = multiply(product, (point + MODULUS - hash) % MODULUS);
        }
        return product;
    };

    Places wanted{};
    Hash highest = 1;
    for (char tile : ornament) {
        push(wanted, tile);
        highest = multiply(highest, base);
    }
    Places section{};
    int found = 0;
    for (size_t end = 0; end < frieze.size(); ++end) {
        push(section, frieze[end]);
        if (end >= ornament.size()) {
            Hash& hash = section[frieze[end - ornament.size()] - 'a'];
            hash = (hash + MODULUS - highest) % MODULUS;
        }
        if (end + 1 >= ornament.size() && signature(section) == signature(wanted)) {
            ++found;
        }
    }
    cout << found << '\n';
}
