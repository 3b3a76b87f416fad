import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { prepareJudgeParts } from "../../scripts/lib/judge-parts.mjs";
import { judgeHome } from "../../scripts/lib/paths.mjs";
import { rootPrefix } from "../../scripts/lib/privilege.mjs";
import { slowness } from "../../scripts/lib/slowness.mjs";

export interface TestLauncher {
  socketPath: string;
  runDir: string;
  pid: number;
  /** Stops it and waits until everything of it is gone. Safe to call twice. */
  close(): Promise<void>;
  /** Kills it as an accident would: its processes get no chance to clean up. */
  kill(): Promise<void>;
}

export interface LauncherOptions {
  /** Defences to switch off, with a build that can; see native/weaken.h. */
  weaken?: readonly string[];
  /** Where that build lies; only with `weaken`. */
  home?: string;
  env?: Record<string, string>;
  args?: readonly string[];
  owner?: string;
  socketPath?: string;
  runDir?: string;
  /** False hides the machine's control groups from the launcher. */
  controlGroups?: boolean;
}

const WITHOUT_CONTROL_GROUPS = ["unshare", "--mount", "--", "/bin/sh", "-c", 'umount -R /sys/fs/cgroup && exec "$@"', "sh"];

/** Starts a launcher of the test's own; makes the judge's home first if that has not been done. */
export async function startLauncher({ weaken, home, env = {}, args = [], ...given }: LauncherOptions = {}): Promise<TestLauncher> {
  if (!home) await prepareJudgeParts();
  const judge = home ?? judgeHome();
  const prefix = await rootPrefix();
  if (!prefix) throw new Error("these tests start the sandbox launcher: run them as root or as a user with sudo");
  const folder = await mkdtemp(join(tmpdir(), "launcher-"));
  await chmod(folder, 0o755);
  const socketPath = given.socketPath ?? join(folder, "launcher.sock");
  await mkdir(dirname(socketPath), { recursive: true });
  const runDir = given.runDir ?? `/var/tmp/codequest-test-${process.pid}-${folder.slice(-6)}`;
  const owner = given.owner ?? `${process.getuid!()}:${process.getgid!()}`;
  const words = [
    "--listen",
    socketPath,
    "--owner",
    owner,
    "--home",
    judge,
    "--run-dir",
    runDir,
    "--die-with-stdin",
    "--slowness",
    String(slowness()),
    ...args,
  ];
  if (weaken) words.push("--weaken", weaken.join(","));
  // Named one by one, as sudo drops what it inherits.
  const hiding = given.controlGroups === false ? WITHOUT_CONTROL_GROUPS : [];
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const [command, ...rest] = [...prefix, ...hiding, "/usr/bin/env", ...settings, join(judge, "bin", "launcher"), ...words];
  const child = spawn(command!, rest, { stdio: ["pipe", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const started = new Promise<void>((resolve) => createInterface(child.stdout).once("line", () => resolve()));
  await Promise.race([started, ended.then(() => Promise.reject(new Error(`the launcher ended at once: ${complaints}`)))]);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
    await asRoot(["rmdir", runDir]);
  };
  const asRoot = (words: readonly string[]): Promise<void> => {
    const [program, ...rest] = [...prefix, ...words];
    return new Promise((resolve) => spawn(program!, rest, { stdio: "ignore" }).once("close", () => resolve()));
  };
  const kill = async (): Promise<void> => {
    // Its slots first: they would clean up when they see their parent die.
    await asRoot(["sh", "-c", `kill -STOP ${child.pid!}; pkill -KILL -P ${child.pid!}; kill -KILL ${child.pid!}`]);
    await ended;
  };
  return { socketPath, runDir, pid: child.pid!, close: () => (closing ??= close()), kill };
}
