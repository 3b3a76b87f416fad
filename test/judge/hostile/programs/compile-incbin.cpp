// The assembler puts a file into the program.
asm("stolen: .incbin \"/var/tmp/@NAME@\"");
int main() {}
