import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.BufferedReader;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        // The numbers are below 2^53, so the tokenizer's doubles are exact.
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));
        in.nextToken();
        int count = (int) in.nval;
        in.nextToken();
        long capacity = (long) in.nval;
        long left = 0;
        long right = 0;
        int crates = 1;
        int onLeft = 0;
        for (int i = 0; i < count; i++) {
            in.nextToken();
            long weight = (long) in.nval;
            if (Math.min(left, right) + weight > capacity) {
                crates++;
                left = 0;
                right = 0;
            }
            if (left <= right) {
                left += weight;
                onLeft++;
            } else {
                right += weight;
            }
        }
        System.out.println(crates + " " + onLeft);
    }
}
