/** A machine that is busy with something else: loops that want every core all the time. */
import { spawn } from "node:child_process";

/** Each in a session of its own, as the kernel shares cores out by session first. They end with the work, and with this process. */
export async function amidCrowd<T>(size: number, work: () => Promise<T>): Promise<T> {
  const loop = ["--pdeathsig=KILL", "--", "/bin/sh", "-c", "while :; do :; done"];
  const crowd = Array.from({ length: size }, () => spawn("/usr/bin/setpriv", loop, { stdio: "ignore", detached: true }));
  try {
    return await work();
  } finally {
    for (const one of crowd) one.kill("SIGKILL");
  }
}
