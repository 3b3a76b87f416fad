#include <cstdint>
#include <iostream>

// Never stops, whatever the input is.
int main() {
    volatile std::uint64_t ticks = 0;
    for (;;) {
        ticks = ticks + 1;
    }
    std::cout << ticks << '\n';
}
