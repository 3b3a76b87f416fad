ListNode<int>* restackShelf(ListNode<int>* shelf, int heaviest) {
    ListNode<int> light, heavy;
    ListNode<int>*lightEnd = &light, *heavyEnd = &heavy;
    for (; shelf; shelf = shelf->next) {
        ListNode<int>*& end = shelf->value <= heaviest ? lightEnd : heavyEnd;
        end = end->next = shelf;
    }
    heavyEnd->next = nullptr;
    lightEnd->next = heavy.next;
    return light.next;
}
