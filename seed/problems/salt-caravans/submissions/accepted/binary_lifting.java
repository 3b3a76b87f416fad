import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class Main {
    private static final StreamTokenizer IN =
        new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));

    private static int nextInt() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    public static void main(String[] args) throws IOException {
        int oases = nextInt();
        int caravans = nextInt();
        int[] head = new int[oases + 1];
        int[] next = new int[2 * oases];
        int[] target = new int[2 * oases];
        Arrays.fill(head, -1);
        for (int edge = 0; edge < 2 * oases - 2; edge += 2) {
            int u = nextInt();
            int v = nextInt();
            target[edge] = v;
            next[edge] = head[u];
            head[u] = edge;
            target[edge + 1] = u;
            next[edge + 1] = head[v];
            head[v] = edge + 1;
        }

        int[] order = new int[oases];
        int[] above = new int[oases + 1];
        int[] depth = new int[oases + 1];
        int[][] ancestor = new int[17][oases + 1];
        order[0] = 1;
        above[1] = -1;
        ancestor[0][1] = 1;
        int found = 1;
        for (int i = 0; i < oases; i++) {
            int here = order[i];
            for (int edge = head[here]; edge != -1; edge = next[edge]) {
                int other = target[edge];
                if (edge / 2 == above[here] && here != 1) {
                    continue;
                }
                above[other] = edge / 2;
                depth[other] = depth[here] + 1;
                ancestor[0][other] = here;
                order[found++] = other;
            }
        }
        for (int level = 1; level < ancestor.length; level++) {
            for (int oasis = 1; oasis <= oases; oasis++) {
                ancestor[level][oasis] = ancestor[level - 1][ancestor[level - 1][oasis]];
            }
        }

        long[] notes = new long[oases + 1];
        for (int i = 0; i < caravans; i++) {
            int a = nextInt();
            int b = nextInt();
            long camels = nextInt();
            notes[a] += camels;
            notes[b] += camels;
            notes[common(a, b, depth, ancestor)] -= 2 * camels;
        }
        long[] load = new long[oases - 1];
        for (int i = oases - 1; i > 0; i--) {
            int here = order[i];
            load[above[here]] = notes[here];
            notes[ancestor[0][here]] += notes[here];
        }
        int best = 0;
        for (int road = 1; road < load.length; road++) {
            if (load[road] > load[best]) {
                best = road;
            }
        }
        System.out.println((best + 1) + " " + load[best]);
    }

    private static int common(int a, int b, int[] depth, int[][] ancestor) {
        if (depth[a] < depth[b]) {
            return common(b, a, depth, ancestor);
        }
        int difference = depth[a] - depth[b];
        for (int level = 0; level < ancestor.length; level++) {
            if ((difference >> level & 1) == 1) {
                a = ancestor[level][a];
            }
        }
        for (int level = ancestor.length - 1; level >= 0; level--) {
            if (ancestor[level][a] != ancestor[level][b]) {
                a = ancestor[level][a];
                b = ancestor[level][b];
            }
        }
        return a == b ? a : ancestor[0][a];
    }
}
