import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.StringTokenizer;

public class Main {
    private record Entry(int urgency, int petition) {}

    public static void main(String[] args) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        int events = Integer.parseInt(reader.readLine().trim());
        int[] urgency = new int[events + 1];
        int filed = 0;
        PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingInt((Entry entry) -> -entry.urgency()).thenComparingInt(Entry::petition));
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < events; i++) {
            StringTokenizer event = new StringTokenizer(reader.readLine());
            switch (event.nextToken()) {
                case "file" -> {
                    urgency[++filed] = Integer.parseInt(event.nextToken());
                    queue.add(new Entry(urgency[filed], filed));
                }
                case "change" -> {
                    int petition = Integer.parseInt(event.nextToken());
                    if (urgency[petition] > 0) {
                        urgency[petition] = Integer.parseInt(event.nextToken());
                        queue.add(new Entry(urgency[petition], petition));
                    }
                }
                case "withdraw" -> urgency[Integer.parseInt(event.nextToken())] = 0;
                default -> {
                    Entry entry = queue.poll();
                    while (entry != null && entry.urgency() != urgency[entry.petition()]) {
                        entry = queue.poll();
                    }
                    int heard = entry == null ? 0 : entry.petition();
                    urgency[heard] = 0;
                    answers.append(heard).append('\n');
                }
            }
        }
        System.out.print(answers);
    }
}
