import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

public class Main {
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
        while (symbol <= ' ') {
            symbol = nextByte();
        }
        boolean isNegative = symbol == '-';
        if (isNegative) {
            symbol = nextByte();
        }
        int value = 0;
        while (symbol >= '0') {
            value = value * 10 + symbol - '0';
            symbol = nextByte();
        }
        return isNegative ? -value : value;
    }

    private record Point(long x, long y) {}

    /** The corners of the upper part of the hull, from left to right; of the lower part if side is -1. */
    private static Point[] chain(Point[] stones, int side) {
        Point[] corners = new Point[stones.length];
        int size = 0;
        for (Point c : stones) {
            while (size > 1 && side * cross(corners[size - 2], corners[size - 1], c) >= 0) {
                size--;
            }
            corners[size++] = c;
        }
        return Arrays.copyOf(corners, size);
    }

    private static long cross(Point a, Point b, Point c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    }

    private static long height(Point corner, long dx, long dy) {
        return dx * corner.x + dy * corner.y;
    }

    /** Along the chain the heights must rise first and then fall. */
    private static long peak(Point[] corners, long dx, long dy) {
        int low = 0;
        int high = corners.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (height(corners[middle], dx, dy) < height(corners[middle + 1], dx, dy)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return height(corners[low], dx, dy);
    }

    public static void main(String[] args) throws IOException {
        int n = nextInt();
        int q = nextInt();
        Point[] stones = new Point[n];
        for (int i = 0; i < n; i++) {
            int x = nextInt();
            stones[i] = new Point(x, nextInt());
        }
        Arrays.sort(stones, (a, b) -> a.x != b.x ? Long.compare(a.x, b.x) : Long.compare(a.y, b.y));
        Point[] upper = chain(stones, 1);
        Point[] lower = chain(stones, -1);
        long width = stones[n - 1].x - stones[0].x;
        StringBuilder spans = new StringBuilder();
        for (int i = 0; i < q; i++) {
            long dx = nextInt();
            long dy = nextInt();
            if (dy < 0) {
                dx = -dx;
                dy = -dy;
            }
            long span = dy == 0 ? Math.abs(dx) * width : peak(upper, dx, dy) + peak(lower, -dx, -dy);
            spans.append(span).append('\n');
        }
        System.out.print(spans);
    }
}
