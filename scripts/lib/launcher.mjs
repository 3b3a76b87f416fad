// The sandbox launcher, the only process that runs as root. It exits when its stdin closes, so also when we die.
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { Stop } from "./console.mjs";
import { launcherBinary } from "./judge-parts.mjs";
import { judgeHome, machineDir } from "./paths.mjs";
import { rootPrefix } from "./privilege.mjs";
import { run, spawnTied } from "./run.mjs";
import { slowness } from "./slowness.mjs";
import { ownScope } from "./systemd.mjs";
import { endsWithin, hasEnded, waitUntil } from "./wait.mjs";

const NAME = "Sandbox launcher";

const listens = (path) =>
  new Promise((resolve) => {
    if (!existsSync(path)) return resolve(false);
    const socket = connect(path);
    socket.on("connect", () => (socket.destroy(), resolve(true))).on("error", () => resolve(false));
  });

/** Returns the socket and functions to start and stop the launcher. */
export function launcher({ socket, runDir = join(machineDir, "run"), log }) {
  async function begin() {
    const prefix = await rootPrefix();
    if (!prefix)
      throw new Stop(
        "The sandbox launcher must be started by root: run this command as root or as a user with sudo, or set JUDGE_LAUNCHER_SOCKET to a running one.",
      );
    const [first, ...rest] = [...prefix, "mkdir", "-p", "-m", "711", dirname(socket), runDir];
    await run(first, rest);
    const args = [
      "--listen",
      socket,
      "--owner",
      `${process.getuid()}:${process.getgid()}`,
      "--home",
      judgeHome(),
      "--run-dir",
      runDir,
      "--slowness",
      String(slowness()),
      "--die-with-stdin",
      // Without a control group it starts anyway, and the worker reports what is missing instead of taking jobs.
      "--allow-no-cgroup",
    ];
    // sudo remembers a password per terminal session, so it stays in ours. The launcher leaves the session, so that Ctrl-C does not
    // end it first.
    const [command, ...words] = [...prefix, ...(await ownScope(prefix)), "setsid", "--wait", launcherBinary(), ...args];
    const child = spawnTied(command, words, { cwd: "/", log, stdin: "pipe", detached: false });
    child.stdin.on("error", () => {});
    await waitUntil(() => listens(socket), { name: NAME, child, log });
    return child;
  }

  /** Closes its stdin, as this user may not send a signal to root's process. */
  async function end(child) {
    if (hasEnded(child)) return;
    child.stdin.end();
    await endsWithin(child, 10_000);
  }
  return { name: NAME, socket, begin, end };
}
