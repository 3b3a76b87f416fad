import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        // Integer.parseInt throws as soon as a number needs more than 32 bits.
        Scanner in = new Scanner(System.in);
        int first = Integer.parseInt(in.next());
        int second = Integer.parseInt(in.next());
        System.out.println((long) first + second);
    }
}
