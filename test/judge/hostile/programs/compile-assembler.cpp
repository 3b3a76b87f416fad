// The assembler says aloud what is in a file.
asm(".macro int found\n.error \"\\found\"\n.endm\n.include \"/var/tmp/@NAME@\"");
int main() {}
