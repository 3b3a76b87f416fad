import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.StringTokenizer;

public class Main {
    private record State(int square, int ice, int moves) {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer header = new StringTokenizer(in.readLine());
        int rows = Integer.parseInt(header.nextToken());
        int columns = Integer.parseInt(header.nextToken());
        int breath = Integer.parseInt(header.nextToken());
        int width = columns + 2;
        char[] lake = new char[(rows + 2) * width];
        Arrays.fill(lake, '#');
        for (int row = 1; row <= rows; row++) {
            in.readLine().getChars(0, columns, lake, row * width + 1);
        }
        System.out.println(search(lake, width, breath));
    }

    private static int search(char[] lake, int width, int breath) {
        boolean[][] seen = new boolean[lake.length][breath + 1];
        Queue<State> queue = new ArrayDeque<>();
        queue.add(new State(new String(lake).indexOf('S'), 0, 0));
        int[] steps = {-width, -1, 1, width};
        while (!queue.isEmpty()) {
            State state = queue.remove();
            if (lake[state.square()] == 'G') {
                return state.moves();
            }
            for (int step : steps) {
                int other = state.square() + step;
                int under = lake[other] == '=' ? state.ice() + 1 : 0;
                if (lake[other] != '#' && under <= breath && !seen[other][under]) {
                    seen[other][under] = true;
                    queue.add(new State(other, under, state.moves() + 1));
                }
            }
        }
        return -1;
    }
}
