import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;

public class Main {
    private static int[] distances(String tiles) {
        int[] last = new int[26];
        Arrays.fill(last, -1);
        int[] result = new int[tiles.length()];
        for (int i = 0; i < result.length; i++) {
            int colour = tiles.charAt(i) - 'a';
            result[i] = last[colour] < 0 ? 0 : i - last[colour];
            last[colour] = i;
        }
        return result;
    }

    private static boolean matches(int[] wanted, int length, int distance) {
        return length < wanted.length && wanted[length] == (distance <= length ? distance : 0);
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        int[] wanted = distances(in.readLine().trim());
        int[] frieze = distances(in.readLine().trim());
        int[] fallback = new int[wanted.length + 1];
        for (int i = 1, length = 0; i < wanted.length; i++) {
            while (!matches(wanted, length, wanted[i])) {
                length = fallback[length];
            }
            fallback[i + 1] = ++length;
        }
        int found = 0;
        int length = 0;
        for (int distance : frieze) {
            while (!matches(wanted, length, distance)) {
                length = fallback[length];
            }
            if (++length == wanted.length) {
                found++;
            }
        }
        System.out.println(found);
    }
}
