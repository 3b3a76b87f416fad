import java.util.*;

class Solution {
    private final Map<TreeNode<Integer>, TreeNode<Integer>> best = new IdentityHashMap<>();

    private long measure(TreeNode<Integer> chamber) {
        if (chamber == null) return 0;
        long left = measure(chamber.left), right = measure(chamber.right);
        best.put(chamber, right > left ? chamber.right : chamber.left);
        // The length counts more than any sum.
        return Math.max(left, right) + (1L << 40) + chamber.value;
    }

    public int[] deepestEcho(TreeNode<Integer> cave) {
        measure(cave);
        List<Integer> way = new ArrayList<>();
        for (; cave != null; cave = best.get(cave)) way.add(cave.value);
        return way.stream().mapToInt(Integer::intValue).toArray();
    }
}
