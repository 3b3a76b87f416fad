#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string text;
    std::getline(std::cin, text);
    const std::string vowels = "aeiouAEIOU";
    int price = 0;
    for (char letter : text) {
        if (vowels.find(letter) != std::string::npos) price += 2;
        else if (std::isalpha(static_cast<unsigned char>(letter))) price += 1;
    }
    std::cout << price << "\n";
}
