import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int pairs = Integer.parseInt(reader.readLine().trim());
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < pairs; i++) {
            StringTokenizer row = new StringTokenizer(reader.readLine());
            BigInteger a = new BigInteger(row.nextToken());
            BigInteger p = new BigInteger(row.nextToken());
            BigInteger b = new BigInteger(row.nextToken());
            BigInteger r = new BigInteger(row.nextToken());
            answers.append(together(a, p, b, r)).append('\n');
        }
        System.out.print(answers);
    }

    private static BigInteger together(BigInteger a, BigInteger p, BigInteger b, BigInteger r) {
        BigInteger divisor = p.gcd(r);
        BigInteger[] difference = b.subtract(a).divideAndRemainder(divisor);
        if (difference[1].signum() != 0) {
            return BigInteger.ONE.negate();
        }
        BigInteger modulus = r.divide(divisor);
        BigInteger first = p.divide(divisor).modInverse(modulus).multiply(difference[0]).mod(modulus);
        BigInteger minute = a.add(first.multiply(p));
        if (minute.compareTo(b) >= 0) {
            return minute;
        }
        // The rhythms meet again every `step` minutes; this is the first time at or after b.
        BigInteger step = p.multiply(modulus);
        return b.add(minute.subtract(b).mod(step));
    }
}
