import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    private static final StreamTokenizer IN =
        new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));

    private static int nextInt() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    // The right idea, but the sums wrap around at 32 bits.
    public static void main(String[] args) throws IOException {
        int places = nextInt();
        int[] source = new int[places + 1];
        int[] capacity = new int[places + 1];
        int[] needed = new int[places + 1];
        int[] open = new int[places + 1];
        for (int tree = 2; tree <= places; tree++) {
            source[tree] = nextInt();
            capacity[tree] = nextInt();
            needed[tree] = nextInt();
            open[source[tree]]++;
        }
        for (int leaf = 2; leaf <= places; leaf++) {
            for (int tree = leaf; tree != 1 && open[tree] == 0; tree = source[tree]) {
                open[tree] = -1;
                needed[source[tree]] += Math.min(capacity[tree], needed[tree]);
                open[source[tree]]--;
            }
        }
        System.out.println(needed[1]);
    }
}
