// A few bytes of source, many of program.
char large[24 << 20] = {1};
int main() { return large[5]; }
