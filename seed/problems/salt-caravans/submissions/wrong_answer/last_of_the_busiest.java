import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class Main {
    // Of several roads with the most camels, takes the last one. (It would be too slow in the end as well.)
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int oases = in.nextInt();
        int caravans = in.nextInt();
        List<List<int[]>> near = new ArrayList<>();
        for (int i = 0; i <= oases; i++) {
            near.add(new ArrayList<>());
        }
        for (int road = 1; road < oases; road++) {
            int u = in.nextInt();
            int v = in.nextInt();
            near.get(u).add(new int[] {v, road});
            near.get(v).add(new int[] {u, road});
        }
        int[] parent = new int[oases + 1];
        int[] above = new int[oases + 1];
        int[] depth = new int[oases + 1];
        List<Integer> order = new ArrayList<>(List.of(1));
        for (int i = 0; i < order.size(); i++) {
            int here = order.get(i);
            for (int[] way : near.get(here)) {
                if (way[0] != parent[here]) {
                    parent[way[0]] = here;
                    above[way[0]] = way[1];
                    depth[way[0]] = depth[here] + 1;
                    order.add(way[0]);
                }
            }
        }
        long[] load = new long[oases];
        for (int i = 0; i < caravans; i++) {
            int a = in.nextInt();
            int b = in.nextInt();
            int camels = in.nextInt();
            while (a != b) {
                if (depth[a] >= depth[b]) {
                    load[above[a]] += camels;
                    a = parent[a];
                } else {
                    load[above[b]] += camels;
                    b = parent[b];
                }
            }
        }
        int best = 1;
        for (int road = 2; road < oases; road++) {
            if (load[road] >= load[best]) {
                best = road;
            }
        }
        System.out.println(best + " " + load[best]);
    }
}
