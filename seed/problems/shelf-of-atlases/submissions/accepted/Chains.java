class Solution {
    public ListNode<Integer> restackShelf(ListNode<Integer> shelf, int heaviest) {
        ListNode<Integer> light = new ListNode<>(0), heavy = new ListNode<>(0);
        ListNode<Integer> lightEnd = light, heavyEnd = heavy;
        for (; shelf != null; shelf = shelf.next) {
            if (shelf.value <= heaviest) lightEnd = lightEnd.next = shelf;
            else heavyEnd = heavyEnd.next = shelf;
        }
        heavyEnd.next = null;
        lightEnd.next = heavy.next;
        return light.next;
    }
}
