import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    private static int[] setup;
    private static int[] each;

    private static boolean enough(long time, long lanterns) {
        long total = 0;
        for (int i = 0; i < setup.length && total < lanterns; i++) {
            if (time > setup[i]) {
                total += (time - setup[i]) / each[i];
            }
        }
        return total >= lanterns;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        StringTokenizer row = new StringTokenizer(reader.readLine());
        int artisans = Integer.parseInt(row.nextToken());
        long lanterns = Long.parseLong(row.nextToken());
        setup = new int[artisans];
        each = new int[artisans];
        for (int i = 0; i < artisans; i++) {
            row = new StringTokenizer(reader.readLine());
            setup[i] = Integer.parseInt(row.nextToken());
            each[i] = Integer.parseInt(row.nextToken());
        }
        long low = 1;
        long high = setup[0] + each[0] * lanterns;
        while (low < high) {
            long middle = (low + high) / 2;
            if (enough(middle, lanterns)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        System.out.println(low);
    }
}
