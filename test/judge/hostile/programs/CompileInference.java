import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Two overloads for each lambda: every level doubles what is to be tried. */
public class CompileInference {
  static <T> T f(Supplier<T> value) { return value.get(); }
  static <T> T f(Callable<T> value) throws Exception { return value.call(); }
  public static void main(String[] args) throws Exception {
    Object x = f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> f(() -> 1))))))))))))))))));
  }
}
