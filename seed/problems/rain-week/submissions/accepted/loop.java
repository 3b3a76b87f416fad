import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(reader.readLine().trim());
        long total = 0;
        int largest = 0;
        int dry = 0;
        for (int i = 0; i < n; i++) {
            int amount = Integer.parseInt(reader.readLine().trim());
            total += amount;
            largest = Math.max(largest, amount);
            if (amount == 0) {
                dry++;
            }
        }
        System.out.println(total + " " + largest + " " + dry);
    }
}
