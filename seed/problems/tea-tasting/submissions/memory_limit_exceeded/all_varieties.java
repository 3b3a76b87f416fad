import java.util.Scanner;

// One counter for every variety that could exist: four gigabytes of them.
public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int most = in.nextInt();
        int[] counts = new int[1_000_000_001];
        int[] cups = new int[n];
        int start = 0;
        int longest = 0;
        int found = 0;
        for (int last = 0; last < n; last++) {
            cups[last] = in.nextInt();
            counts[cups[last]]++;
            while (counts[cups[last]] > most) {
                counts[cups[start++]]--;
            }
            int length = last - start + 1;
            if (length > longest) {
                longest = length;
                found = 0;
            }
            if (length == longest) {
                found++;
            }
        }
        System.out.println(longest + " " + found);
    }
}
