import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(reader.readLine().trim());
        // In the order of the alphabet: the first one with the largest count wins.
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            counts.merge(reader.readLine().trim(), 1, Integer::sum);
        }
        String best = "";
        int most = 0;
        for (Map.Entry<String, Integer> stall : counts.entrySet()) {
            if (stall.getValue() > most) {
                best = stall.getKey();
                most = stall.getValue();
            }
        }
        System.out.println(best + " " + most);
    }
}
