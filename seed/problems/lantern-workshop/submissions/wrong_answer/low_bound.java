import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        // The upper end of the search is too small for the slowest workshops.
        Scanner in = new Scanner(System.in);
        int artisans = in.nextInt();
        long lanterns = in.nextLong();
        long[] setup = new long[artisans];
        long[] each = new long[artisans];
        for (int i = 0; i < artisans; i++) {
            setup[i] = in.nextInt();
            each[i] = in.nextInt();
        }
        long low = 1;
        long high = 1_000_000_000L;
        while (low < high) {
            long middle = (low + high) / 2;
            long total = 0;
            for (int i = 0; i < artisans && total < lanterns; i++) {
                total += Math.max(0, (middle - setup[i]) / each[i]);
            }
            if (total >= lanterns) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        System.out.println(low);
    }
}
