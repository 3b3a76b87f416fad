import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class Main {
    /** Every field is a bit; element i has the stones whose first field in reading order is field i. */
    private static final long[][] STONES = new long[49][];
    private static long everything;

    private static long pavings(long taken) {
        if (taken == everything) {
            return 1;
        }
        long total = 0;
        for (long stone : STONES[Long.numberOfTrailingZeros(~taken)]) {
            if ((taken & stone) == 0) {
                total += pavings(taken | stone);
            }
        }
        return total;
    }

    public static void main(String[] args) {
        Scanner scanner = new Scanner(System.in);
        int height = scanner.nextInt();
        int width = scanner.nextInt();
        long trees = 0;
        for (int y = 0; y < height; y++) {
            String row = scanner.next();
            for (int x = 0; x < width; x++) {
                if (row.charAt(x) == 'T') {
                    trees |= 1L << (y * width + x);
                }
            }
        }
        everything = (1L << (height * width)) - 1;
        List<List<Long>> found = new ArrayList<>();
        for (int field = 0; field < STONES.length; field++) {
            found.add(new ArrayList<>());
        }
        for (int y = 0; y + 1 < height; y++) {
            for (int x = 0; x + 1 < width; x++) {
                int first = y * width + x;
                long square = 3L << first | 3L << (first + width);
                for (int missing : new int[] {first, first + 1, first + width, first + width + 1}) {
                    long stone = square ^ 1L << missing;
                    found.get(Long.numberOfTrailingZeros(stone)).add(stone);
                }
            }
        }
        for (int field = 0; field < STONES.length; field++) {
            STONES[field] = found.get(field).stream().mapToLong(Long::longValue).toArray();
        }
        System.out.println(pavings(trees));
    }
}
