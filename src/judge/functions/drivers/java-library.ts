/** What every driver in Java has: nodes, and scalars read and written. */

export const LIST_NODE = `class ListNode<T> {
    T value;
    ListNode<T> next;
    ListNode() {}
    ListNode(T value) { this.value = value; }
    ListNode(T value, ListNode<T> next) { this.value = value; this.next = next; }
}
`;

export const TREE_NODE = `class TreeNode<T> {
    T value;
    TreeNode<T> left, right;
    TreeNode() {}
    TreeNode(T value) { this.value = value; }
    TreeNode(T value, TreeNode<T> left, TreeNode<T> right) { this.value = value; this.left = left; this.right = right; }
}
`;

/** Without lambdas and string concatenation by invokedynamic, whose start takes tens of milliseconds. */
export const LIBRARY = `
    private static byte[] data;
    private static int at;

    private static void skipComma() {
        if (data[at] == ',') at++;
    }

    private static boolean ends() {
        if (data[at] != ']') return false;
        at++;
        return true;
    }

    private static long readInteger() {
        boolean negative = data[at] == '-';
        if (negative) at++;
        long value = 0;
        while (at < data.length && data[at] >= '0' && data[at] <= '9') value = value * 10 + (data[at++] - '0');
        return negative ? -value : value;
    }

    private static int readInt() { return (int) readInteger(); }
    private static long readLong() { return readInteger(); }

    private static double readDouble() {
        int start = at;
        if (data[at] == '"') {
            at++;
            while (data[at++] != '"') {}
            return Double.parseDouble(new String(data, start + 1, at - start - 2, StandardCharsets.UTF_8));
        }
        while (at < data.length && (data[at] >= '0' && data[at] <= '9' || data[at] == '-' || data[at] == '+' || data[at] == '.' || data[at] == 'e' || data[at] == 'E')) at++;
        return Double.parseDouble(new String(data, start, at - start, StandardCharsets.UTF_8));
    }

    private static boolean readBool() {
        boolean value = data[at] == 't';
        at += value ? 4 : 5;
        return value;
    }

    private static String readString() {
        int start = ++at;
        boolean escaped = false;
        while (data[at] != '"') {
            if (data[at] == '\\\\') { escaped = true; at++; }
            at++;
        }
        String raw = new String(data, start, at++ - start, StandardCharsets.UTF_8);
        if (!escaped) return raw;
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\\\') { text.append(c); continue; }
            c = raw.charAt(++i);
            if (c == 'u') { text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16)); i += 4; }
            else text.append(c == 'n' ? '\\n' : c == 't' ? '\\t' : c == 'r' ? '\\r' : c == 'b' ? '\\b' : c == 'f' ? '\\f' : c);
        }
        return text.toString();
    }

    private static void write(StringBuilder out, int value) { out.append(value); }
    private static void write(StringBuilder out, long value) { out.append(value); }
    private static void write(StringBuilder out, boolean value) { out.append(value); }

    private static void write(StringBuilder out, double value) {
        if (value != value || value == Double.POSITIVE_INFINITY || value == Double.NEGATIVE_INFINITY) out.append('"').append(value).append('"');
        else out.append(value);
    }

    private static void write(StringBuilder out, String text) {
        if (text == null) throw new Mismatch("string was expected, but the function returned null.");
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\\\') out.append('\\\\').append(c);
            else if (c < 32 || c >= 0xd800 && c < 0xe000) {
                String code = Integer.toHexString(c);
                out.append("\\\\u");
                for (int k = code.length(); k < 4; k++) out.append('0');
                out.append(code);
            } else out.append(c);
        }
        out.append('"');
    }

    private static final class Mismatch extends RuntimeException {
        Mismatch(String message) { super(message, null, false, false); }
    }

    private static void finish(PrintStream own, FileOutputStream channel, String token, char mark, String payload) throws IOException {
        System.out.flush();
        own.flush();
        System.err.flush();
        channel.write(new StringBuilder(token).append(mark).append(payload).append('\\n').toString().getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(0);
    }
`;
