import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int age = Integer.parseInt(reader.readLine().trim());
        boolean bicycle = reader.readLine().trim().equals("yes");
        int fare = 35;
        if (age < 6) {
            fare = 0;
        } else if (age < 18 || age >= 65) {
            fare = 20;
        }
        System.out.println(bicycle ? fare + 10 : fare);
    }
}
