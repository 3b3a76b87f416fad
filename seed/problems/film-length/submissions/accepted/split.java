import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        int minutes = Integer.parseInt(reader.readLine().trim());
        System.out.printf("%d:%02d%n", minutes / 60, minutes % 60);
    }
}
