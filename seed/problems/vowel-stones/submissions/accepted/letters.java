import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int price = 0;
        for (char letter : reader.readLine().toLowerCase().toCharArray()) {
            if ("aeiou".indexOf(letter) >= 0) {
                price += 2;
            } else if (letter >= 'a' && letter <= 'z') {
                price += 1;
            }
        }
        System.out.println(price);
    }
}
