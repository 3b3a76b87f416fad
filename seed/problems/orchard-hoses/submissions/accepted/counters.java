import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayDeque;
import java.util.Deque;

public class Main {
    private static final StreamTokenizer IN =
        new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));

    private static int nextInt() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    public static void main(String[] args) throws IOException {
        int places = nextInt();
        int[] source = new int[places + 1];
        int[] capacity = new int[places + 1];
        long[] needed = new long[places + 1];
        int[] open = new int[places + 1];
        for (int tree = 2; tree <= places; tree++) {
            source[tree] = nextInt();
            capacity[tree] = nextInt();
            needed[tree] = nextInt();
            open[source[tree]]++;
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int tree = 2; tree <= places; tree++) {
            if (open[tree] == 0) {
                ready.add(tree);
            }
        }
        while (!ready.isEmpty()) {
            int tree = ready.poll();
            if (tree == 1) {
                break;
            }
            needed[source[tree]] += Math.min(capacity[tree], needed[tree]);
            if (--open[source[tree]] == 0) {
                ready.add(source[tree]);
            }
        }
        System.out.println(needed[1]);
    }
}
