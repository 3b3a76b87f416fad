import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        long width = Long.parseLong(reader.readLine().trim());
        long height = Long.parseLong(reader.readLine().trim());
        long cover = Long.parseLong(reader.readLine().trim());
        System.out.println((width * height + cover - 1) / cover);
    }
}
