import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    private static final long MODULUS = 1_000_000_007L;

    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        String score = reader.readLine().trim();
        long[] totals = new long[score.length() + 1];
        int[] factors = new int[score.length() + 1];
        int depth = 0;
        int number = 0;
        for (int i = 0; i < score.length(); i++) {
            char symbol = score.charAt(i);
            if (symbol == '(') {
                depth++;
                totals[depth] = 0;
                factors[depth] = number;
                number = 0;
            } else if (symbol == ')') {
                long inner = totals[depth] % MODULUS * factors[depth];
                depth--;
                totals[depth] = (totals[depth] + inner) % MODULUS;
            } else if (Character.isDigit(symbol)) {
                number = number * 10 + symbol - '0';
            } else {
                totals[depth] += symbol - 'a' + 1;
            }
        }
        System.out.println(totals[0] % MODULUS);
    }
}
