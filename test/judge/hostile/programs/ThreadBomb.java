public class ThreadBomb {
  public static void main(String[] args) {
    int count = 0;
    try {
      for (; count < 200; count++) {
        Thread thread = new Thread(null, () -> { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }, "t", 65_536);
        thread.setDaemon(true);
        thread.start();
      }
    } catch (OutOfMemoryError refused) { }
    System.out.println(count);
  }
}
