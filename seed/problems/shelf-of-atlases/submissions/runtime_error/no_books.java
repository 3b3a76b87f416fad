class Solution {
    public ListNode<Integer> restackShelf(ListNode<Integer> shelf, int heaviest) {
        if (shelf.next == null) return shelf;
        ListNode<Integer> light = null, heavy = null;
        java.util.ArrayDeque<Integer> books = new java.util.ArrayDeque<>();
        for (; shelf != null; shelf = shelf.next) books.push(shelf.value);
        for (int book : books) {
            if (book > heaviest) heavy = new ListNode<>(book, heavy);
        }
        light = heavy;
        for (int book : books) {
            if (book <= heaviest) light = new ListNode<>(book, light);
        }
        return light;
    }
}
