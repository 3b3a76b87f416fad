import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(reader.readLine().trim());
        StringTokenizer row = new StringTokenizer(reader.readLine());
        int day = 0;
        long best = Long.MIN_VALUE;
        for (int i = 1; i <= n; i++) {
            long value = Long.parseLong(row.nextToken());
            if (value > best) {
                best = value;
                day = i;
            }
        }
        System.out.println(day + " " + best);
    }
}
