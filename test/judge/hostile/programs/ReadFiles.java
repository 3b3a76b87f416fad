import java.nio.file.*;

public class ReadFiles {
  public static void main(String[] args) {
    for (String path : new String[] {"/var/tmp/" + args[1], "/proc/1/root/var/tmp/" + args[1], "/etc/hostname"}) {
      try {
        System.out.println("PWNED " + Files.readString(Path.of(path)));
      } catch (Exception error) { System.out.println(error); }
    }
  }
}
