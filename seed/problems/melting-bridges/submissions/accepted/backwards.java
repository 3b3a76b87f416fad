import java.io.DataInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;

public class Main {
    private static final DataInputStream IN = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    private static int[] parent;
    private static long[] people;

    private static int nextSymbol() throws IOException {
        int symbol = IN.read();
        while (symbol <= ' ') {
            symbol = IN.read();
        }
        return symbol;
    }

    private static int nextInt() throws IOException {
        int value = 0;
        for (int symbol = nextSymbol(); symbol > ' '; symbol = IN.read()) {
            value = value * 10 + symbol - '0';
        }
        return value;
    }

    private static int find(int hut) {
        while (parent[hut] != hut) {
            parent[hut] = parent[parent[hut]];
            hut = parent[hut];
        }
        return hut;
    }

    private static void join(int a, int b) {
        a = find(a);
        b = find(b);
        if (a != b) {
            parent[a] = b;
            people[b] += people[a];
        }
    }

    public static void main(String[] args) throws IOException {
        int n = nextInt();
        int m = nextInt();
        int q = nextInt();
        parent = new int[n + 1];
        people = new long[n + 1];
        for (int hut = 1; hut <= n; hut++) {
            parent[hut] = hut;
            people[hut] = nextInt();
        }
        int[] from = new int[m + 1];
        int[] to = new int[m + 1];
        for (int i = 1; i <= m; i++) {
            from[i] = nextInt();
            to[i] = nextInt();
        }
        boolean[] melts = new boolean[m + 1];
        // A melting bridge is kept as a negative number, a question as a positive one.
        int[] events = new int[q];
        for (int i = 0; i < q; i++) {
            boolean isMelting = nextSymbol() == '-';
            int number = nextInt();
            events[i] = isMelting ? -number : number;
            if (isMelting) {
                melts[number] = true;
            }
        }
        for (int i = 1; i <= m; i++) {
            if (!melts[i]) {
                join(from[i], to[i]);
            }
        }
        long[] answers = new long[q];
        for (int i = q - 1; i >= 0; i--) {
            if (events[i] < 0) {
                join(from[-events[i]], to[-events[i]]);
            } else {
                answers[i] = people[find(events[i])];
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < q; i++) {
            if (events[i] > 0) {
                out.append(answers[i]).append('\n');
            }
        }
        System.out.print(out);
    }
}
