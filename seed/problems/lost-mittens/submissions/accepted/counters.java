import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        int total = Integer.parseInt(reader.readLine().trim());
        Map<String, int[]> colours = new HashMap<>();
        for (int i = 0; i < total; i++) {
            String line = reader.readLine().trim();
            int space = line.indexOf(' ');
            int[] counters = colours.computeIfAbsent(line.substring(0, space), key -> new int[2]);
            counters[line.charAt(space + 1) == 'L' ? 0 : 1]++;
        }
        int pairs = 0;
        for (int[] counters : colours.values()) {
            pairs += Math.min(counters[0], counters[1]);
        }
        System.out.println(pairs + " " + (total - 2 * pairs));
    }
}
