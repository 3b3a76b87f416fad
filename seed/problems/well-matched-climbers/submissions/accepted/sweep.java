import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

public class Main {
    private static final byte[] BUFFER = new byte[1 << 16];
    private static final DataInputStream IN = new DataInputStream(System.in);
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
        int count = nextInt();
        int limit = nextInt();
        int[] reaches = new int[count];
        for (int i = 0; i < count; i++) {
            reaches[i] = nextInt();
        }
        Arrays.sort(reaches);
        long pairs = 0;
        int first = 0;
        for (int last = 0; last < count; last++) {
            while (reaches[last] - reaches[first] > limit) {
                first++;
            }
            pairs += last - first;
        }
        System.out.println(pairs);
    }
}
