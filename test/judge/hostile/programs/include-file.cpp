#include "/var/tmp/@NAME@"
int main() {}
