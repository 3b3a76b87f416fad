import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        // The buffer has room for a short message only.
        char[] sent = new char[1000];
        String message = new Scanner(System.in).next();
        int size = 0;
        int offset = 0;
        for (int i = 0; i < message.length(); i++) {
            offset = i > 0 && message.charAt(i) == message.charAt(i - 1) ? offset + 1 : 0;
            if (offset % 2 == 0) {
                sent[size++] = message.charAt(i);
            }
        }
        System.out.println(new String(sent, 0, size));
    }
}
