public class Main {
    public static void main(String[] args) {
        // Neither Scanner nor Map has been imported.
        Scanner in = new Scanner(System.in);
        Map<String, Integer> colours = new HashMap<>();
        System.out.println(colours.size() + in.nextInt());
    }
}
