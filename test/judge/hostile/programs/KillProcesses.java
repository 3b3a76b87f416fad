public class KillProcesses {
  public static void main(String[] args) {
    ProcessHandle.allProcesses().filter(one -> one.pid() != ProcessHandle.current().pid()).forEach(ProcessHandle::destroyForcibly);
  }
}
