#include <cstdio>
#include <iostream>
#include <string>

// Forgets to advance past the run, so the first letter is sent forever.
int main() {
    std::string message;
    std::cin >> message;
    std::string block(1 << 16, message[0]);
    for (;;) {
        std::fwrite(block.data(), 1, block.size(), stdout);
    }
}
