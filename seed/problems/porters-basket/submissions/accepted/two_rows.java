import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner scanner = new Scanner(System.in);
        int parcels = scanner.nextInt();
        int capacity = scanner.nextInt();
        // The best pay for each weight: without help so far, and with one parcel carried together.
        long[] alone = new long[capacity + 1];
        long[] helped = new long[capacity + 1];
        for (int parcel = 0; parcel < parcels; parcel++) {
            int weight = scanner.nextInt();
            int value = scanner.nextInt();
            int half = (weight + 1) / 2;
            for (int load = capacity; load >= half; load--) {
                helped[load] = Math.max(helped[load], alone[load - half] + value);
                if (load >= weight) {
                    helped[load] = Math.max(helped[load], helped[load - weight] + value);
                    alone[load] = Math.max(alone[load], alone[load - weight] + value);
                }
            }
        }
        System.out.println(Math.max(alone[capacity], helped[capacity]));
    }
}
