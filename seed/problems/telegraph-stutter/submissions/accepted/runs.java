import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        String message = reader.readLine().trim();
        StringBuilder sent = new StringBuilder();
        int start = 0;
        while (start < message.length()) {
            char letter = message.charAt(start);
            int end = start;
            while (end < message.length() && message.charAt(end) == letter) {
                end++;
            }
            for (int copies = (end - start + 1) / 2; copies > 0; copies--) {
                sent.append(letter);
            }
            start = end;
        }
        System.out.println(sent);
    }
}
