import java.io.IOException;
import java.io.InputStream;

public class Main {
    private static final int MOST = 500_000;

    private static final byte[] BUFFER = new byte[1 << 16];
    private static final InputStream IN = System.in;
    private static int length = 0;
    private static int position = 0;

    private static int nextByte() throws IOException {
        if (position == length) {
            length = IN.read(BUFFER, 0, BUFFER.length);
            position = 0;
            if (length <= 0) {
                return -1;
            }
        }
        return BUFFER[position++];
    }

    private static int nextInt() throws IOException {
        int symbol = nextByte();
        while (symbol < '0') {
            symbol = nextByte();
        }
        int value = 0;
        while (symbol >= '0') {
            value = value * 10 + symbol - '0';
            symbol = nextByte();
        }
        return value;
    }

    public static void main(String[] args) throws IOException {
        int gears = nextInt();
        int[] count = new int[MOST + 1];
        for (int i = 0; i < gears; i++) {
            count[nextInt()]++;
        }
        // Pairs whose greatest common divisor is exactly this one.
        long[] exact = new long[MOST + 1];
        for (int divisor = MOST; divisor > 1; divisor--) {
            long multiples = 0;
            long larger = 0;
            for (int multiple = divisor; multiple <= MOST; multiple += divisor) {
                multiples += count[multiple];
                larger += exact[multiple];
            }
            exact[divisor] = multiples * (multiples - 1) / 2 - larger;
        }

        boolean[] isComposite = new boolean[MOST + 1];
        long singing = 0;
        for (int number = 2; number <= MOST; number++) {
            if (isComposite[number]) {
                continue;
            }
            singing += exact[number];
            for (int multiple = 2 * number; multiple <= MOST; multiple += number) {
                isComposite[multiple] = true;
            }
        }
        System.out.println(singing);
    }
}
