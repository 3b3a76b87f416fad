import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.HashMap;
import java.util.Map;

public class Main {
    private static final StreamTokenizer IN =
            new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));

    private static int nextInt() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = nextInt();
        int most = nextInt();
        int[] cups = new int[n];
        Map<Integer, Integer> counts = new HashMap<>();
        int start = 0;
        int longest = 0;
        int found = 0;
        for (int last = 0; last < n; last++) {
            cups[last] = nextInt();
            int count = counts.merge(cups[last], 1, Integer::sum);
            while (count > most) {
                counts.merge(cups[start], -1, Integer::sum);
                if (cups[start] == cups[last]) {
                    count--;
                }
                start++;
            }
            int length = last - start + 1;
            if (length > longest) {
                longest = length;
                found = 1;
            } else if (length == longest) {
                found++;
            }
        }
        System.out.println(longest + " " + found);
    }
}
