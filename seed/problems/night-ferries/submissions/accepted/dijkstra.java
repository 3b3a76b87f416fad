import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;
import java.util.PriorityQueue;

public class Main {
    private static final StreamTokenizer IN =
            new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));

    private record Arrival(long time, int island) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return Long.compare(time, other.time);
        }
    }

    private static int nextInt() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    public static void main(String[] args) throws IOException {
        int islands = nextInt();
        int count = nextInt();
        int[] customs = new int[islands + 1];
        for (int i = 1; i <= islands; i++) {
            customs[i] = nextInt();
        }
        customs[1] = 0;
        int[] head = new int[islands + 1];
        Arrays.fill(head, -1);
        int[] next = new int[2 * count];
        int[] target = new int[2 * count];
        int[] minutes = new int[2 * count];
        for (int i = 0; i < 2 * count; i += 2) {
            int a = nextInt();
            int b = nextInt();
            minutes[i] = nextInt();
            minutes[i + 1] = minutes[i];
            target[i] = b;
            next[i] = head[a];
            head[a] = i;
            target[i + 1] = a;
            next[i + 1] = head[b];
            head[b] = i + 1;
        }

        long[] best = new long[islands + 1];
        Arrays.fill(best, Long.MAX_VALUE);
        best[1] = 0;
        PriorityQueue<Arrival> queue = new PriorityQueue<>();
        queue.add(new Arrival(0, 1));
        while (!queue.isEmpty()) {
            Arrival arrival = queue.poll();
            int island = arrival.island();
            if (arrival.time() > best[island]) {
                continue;
            }
            if (island == islands) {
                break;
            }
            long leaving = arrival.time() + customs[island];
            for (int edge = head[island]; edge != -1; edge = next[edge]) {
                long time = leaving + minutes[edge];
                if (time < best[target[edge]]) {
                    best[target[edge]] = time;
                    queue.add(new Arrival(time, target[edge]));
                }
            }
        }
        System.out.println(best[islands] == Long.MAX_VALUE ? -1 : best[islands]);
    }
}
