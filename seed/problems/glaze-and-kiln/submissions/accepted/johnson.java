import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public class Main {
    private record Pot(int glaze, int fire) {}

    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in), 1 << 16));
        in.nextToken();
        int count = (int) in.nval;
        List<Pot> order = new ArrayList<>();
        List<Pot> late = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.nextToken();
            int glaze = (int) in.nval;
            in.nextToken();
            int fire = (int) in.nval;
            (glaze < fire ? order : late).add(new Pot(glaze, fire));
        }
        order.sort(Comparator.comparingInt(Pot::glaze));
        late.sort(Comparator.comparingInt(Pot::fire).reversed());
        order.addAll(late);
        long wheel = 0;
        long kiln = 0;
        for (Pot pot : order) {
            wheel += pot.glaze();
            kiln = Math.max(kiln, wheel) + pot.fire();
        }
        System.out.println(kiln);
    }
}
