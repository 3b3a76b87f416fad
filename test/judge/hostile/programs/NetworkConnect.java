import java.net.Socket;

public class NetworkConnect {
  public static void main(String[] args) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[1]))) {
      System.out.println("PWNED " + new String(socket.getInputStream().readNBytes(5)));
    }
  }
}
