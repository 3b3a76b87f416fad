import sun.misc.Unsafe;

/** Outside the heap that -Xmx limits. */
public class MemoryOffHeap {
  public static void main(String[] args) throws Exception {
    var field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Unsafe unsafe = (Unsafe) field.get(null);
    for (int i = 0; i < 400; i++) unsafe.setMemory(unsafe.allocateMemory(1 << 20), 1 << 20, (byte) 1);
    System.out.println("PWNED");
  }
}
