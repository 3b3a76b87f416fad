// Each inclusion includes it twice, and says so at length.
#warning "a flood of messages"
#include __FILE__
#include __FILE__
int main() {}
