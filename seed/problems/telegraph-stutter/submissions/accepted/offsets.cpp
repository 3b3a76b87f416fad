#include <iostream>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::string message, sent;
    std::cin >> message;
    std::size_t offset = 0;
    for (std::size_t i = 0; i < message.size(); ++i) {
        offset = (i > 0 && message[i] == message[i - 1]) ? offset + 1 : 0;
        if (offset % 2 == 0) {
            sent.push_back(message[i]);
        }
    }
    std::cout << sent << '\n';
    return 0;
}
