import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    // The tables end at 100 000 teeth.
    private static final int MOST = 100_000;

    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        reader.readLine();
        long[] count = new long[MOST + 1];
        StringTokenizer gears = new StringTokenizer(reader.readLine());
        while (gears.hasMoreTokens()) {
            count[Integer.parseInt(gears.nextToken())]++;
        }
        long[] exact = new long[MOST + 1];
        boolean[] composite = new boolean[MOST + 1];
        long singing = 0;
        for (int divisor = MOST; divisor > 0; divisor--) {
            long multiples = 0;
            for (int multiple = divisor; multiple <= MOST; multiple += divisor) {
                multiples += count[multiple];
                exact[divisor] -= exact[multiple];
            }
            exact[divisor] += multiples * (multiples - 1) / 2;
        }
        for (int number = 2; number <= MOST; number++) {
            if (!composite[number]) {
                singing += exact[number];
                for (int multiple = 2 * number; multiple <= MOST; multiple += number) {
                    composite[multiple] = true;
                }
            }
        }
        System.out.println(singing);
    }
}
