public class OutputFlood {
  public static void main(String[] args) {
    String line = "x".repeat(1023);
    for (int i = 0; i < 4096; i++) System.out.println(line);
  }
}
