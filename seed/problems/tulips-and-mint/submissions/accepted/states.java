import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.StringTokenizer;

public class Main {
    private static final long IMPOSSIBLE = Long.MIN_VALUE / 4;

    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        StringTokenizer header = new StringTokenizer(reader.readLine());
        int beds = Integer.parseInt(header.nextToken());
        int longest = Integer.parseInt(header.nextToken());
        long[] withTulips = new long[longest + 1];
        long[] withMint = new long[longest + 1];
        Arrays.fill(withTulips, IMPOSSIBLE);
        Arrays.fill(withMint, IMPOSSIBLE);
        // Index 0 of both arrays stands for the empty bed.
        withTulips[0] = 0;
        withMint[0] = 0;
        for (int bed = 0; bed < beds; bed++) {
            StringTokenizer row = new StringTokenizer(reader.readLine());
            int tulips = Integer.parseInt(row.nextToken());
            int mint = Integer.parseInt(row.nextToken());
            long empty = best(withTulips, withMint);
            for (int size = longest; size >= 1; size--) {
                long before = withTulips[size - 1];
                withTulips[size] = withMint[size - 1] + tulips;
                withMint[size] = before + mint;
            }
            withTulips[0] = empty;
            withMint[0] = empty;
        }
        System.out.println(best(withTulips, withMint));
    }

    private static long best(long[] withTulips, long[] withMint) {
        long result = IMPOSSIBLE;
        for (int size = 0; size < withTulips.length; size++) {
            result = Math.max(result, Math.max(withTulips[size], withMint[size]));
        }
        return result;
    }
}
