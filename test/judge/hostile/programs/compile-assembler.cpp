// The assembler quotes what it does not understand.
asm(".include \"/var/tmp/@NAME@\"");
int main() {}
