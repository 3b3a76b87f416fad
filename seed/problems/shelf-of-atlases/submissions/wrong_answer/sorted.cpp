ListNode<int>* restackShelf(ListNode<int>* shelf, int heaviest) {
    std::vector<int> weights;
    for (; shelf; shelf = shelf->next) weights.push_back(shelf->value);
    std::sort(weights.begin(), weights.end());
    ListNode<int>* made = nullptr;
    for (size_t i = weights.size(); i-- > 0;) made = new ListNode<int>(weights[i], made);
    return made;
}
