import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));
        in.nextToken();
        int n = (int) in.nval;
        in.nextToken();
        int k = (int) in.nval;
        long[] wears = new long[k];
        for (int pin = 0; pin < k; pin++) {
            in.nextToken();
            wears[pin] = (long) in.nval;
        }
        long[] holes = new long[k];
        for (int i = 0; i < n; i++) {
            in.nextToken();
            int card = (int) in.nval;
            for (int pin = 0; pin < k; pin++) {
                holes[pin] += card >> pin & 1;
            }
        }
        long total = 0;
        for (int pin = 0; pin < k; pin++) {
            total += wears[pin] * holes[pin] * (n - holes[pin]);
        }
        System.out.println(total);
    }
}
