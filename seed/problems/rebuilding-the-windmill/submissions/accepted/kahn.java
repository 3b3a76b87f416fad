import java.io.IOException;
import java.io.InputStream;

public class Main {
    private static final byte[] BUFFER = new byte[1 << 16];
    private static final InputStream IN = System.in;
    private static int length = 0;
    private static int position = 0;

    private static int nextByte() throws IOException {
        if (position == length) {
            length = IN.read(BUFFER, 0, BUFFER.length);
            position = 0;
            if (length <= 0) {
                return -1;
            }
        }
        return BUFFER[position++];
    }

    private static int nextInt() throws IOException {
        int symbol = nextByte();
        while (symbol < '0') {
            symbol = nextByte();
        }
        int value = 0;
        while (symbol >= '0') {
            value = value * 10 + symbol - '0';
            symbol = nextByte();
        }
        return value;
    }

    public static void main(String[] args) throws IOException {
        int jobs = nextInt();
        int pairs = nextInt();
        int[] hours = new int[jobs + 1];
        for (int job = 1; job <= jobs; job++) {
            hours[job] = nextInt();
        }
        // Linked lists of the pairs of each first job; pair 0 is the end of a list.
        int[] last = new int[jobs + 1];
        int[] previous = new int[pairs + 1];
        int[] second = new int[pairs + 1];
        int[] open = new int[jobs + 1];
        for (int pair = 1; pair <= pairs; pair++) {
            int first = nextInt();
            second[pair] = nextInt();
            previous[pair] = last[first];
            last[first] = pair;
            open[second[pair]]++;
        }

        int[] order = new int[jobs];
        int known = 0;
        for (int job = 1; job <= jobs; job++) {
            if (open[job] == 0) {
                order[known++] = job;
            }
        }
        long[] start = new long[jobs + 1];
        long total = 0;
        for (int at = 0; at < known; at++) {
            int job = order[at];
            long end = start[job] + hours[job];
            total = Math.max(total, end);
            for (int pair = last[job]; pair > 0; pair = previous[pair]) {
                int next = second[pair];
                start[next] = Math.max(start[next], end);
                if (--open[next] == 0) {
                    order[known++] = next;
                }
            }
        }
        if (known < jobs) {
            System.out.println(-1);
            return;
        }

        // From the start of a job to the end of everything that waits for it.
        long[] rest = new long[jobs + 1];
        int critical = 0;
        for (int at = jobs - 1; at >= 0; at--) {
            int job = order[at];
            for (int pair = last[job]; pair > 0; pair = previous[pair]) {
                rest[job] = Math.max(rest[job], rest[second[pair]]);
            }
            rest[job] += hours[job];
            if (start[job] + rest[job] == total) {
                critical++;
            }
        }
        System.out.println(total + " " + critical);
    }
}
