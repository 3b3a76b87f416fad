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

    public static void main(String[] args) throws IOException {
        int stops = nextInt();
        int questions = nextInt();
        long[] reached = new long[stops + 1];
        for (int i = 0; i < stops; i++) {
            reached[i + 1] = reached[i] + nextInt();
        }
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < questions; i++) {
            int from = nextInt() - 1;
            int to = nextInt() - 1;
            long ride = from <= to ? reached[to] - reached[from] : reached[stops] - reached[from] + reached[to];
            answers.append(ride).append('\n');
        }
        System.out.print(answers);
    }
}
