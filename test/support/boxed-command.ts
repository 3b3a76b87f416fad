/**
 * Runs a command for real, as the local servers of engines do it: in namespaces of its own, as a user of its own, with folders of the test.
 * A stand-in for their isolation, good enough for programs of this repository; memory is watched, not limited by a control group.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { judgeHome } from "../../scripts/lib/paths.mjs";

export interface BoxedCommand {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Path inside → folder of this machine. The user's own ones are writable. */
  folders: Readonly<Record<string, string>>;
  /** Inside, and on this machine. */
  uid: { inside: number; outside: number };
  memoryBytes: number;
  processes: number;
}

export interface BoxedRun {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** So far, of all its processes. */
  usage(): { cpuMs: number; memoryBytes: number; peakBytes: number; oomKilled: boolean };
  kill(): void;
  /** A signal of the program is 128 and its number. -1: killed from here. */
  ended: Promise<number>;
}

const LOOK_MS = 15;
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export function runBoxed({ argv, env, cwd, folders, uid, memoryBytes, processes }: BoxedCommand): BoxedRun {
  const id = String(uid.outside);
  const bwrap = [
    ...["/usr/bin/bwrap", "--unshare-all", "--unshare-user", "--uid", String(uid.inside), "--gid", String(uid.inside)],
    ...["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"],
    ...["--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"],
    ...["--ro-bind", "/etc", "/etc", "--ro-bind", join(judgeHome(), "toolchains"), "/opt/judge", "--proc", "/proc", "--dev", "/dev"],
    ...["--dir", "/home"],
    ...Object.entries(folders).flatMap(([inside, outside]) => ["--bind", outside, inside]),
    ...["--remount-ro", "/", "--chdir", cwd],
    ...Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]),
    "--",
  ];
  // `times` has what ended processes used.
  const script = '"$@"; code=$?; times >&3; exit $code';
  // The two of bubblewrap and the shell stand for the one that keeps a container up.
  const nproc = String(processes + 2);
  const words = ["--reuid", id, "--regid", id, "--clear-groups", "prlimit", `--nproc=${nproc}:${nproc}`, "/bin/sh", "-c", script, "sh"];
  const child: ChildProcess = spawn("setpriv", [...words, ...bwrap, ...argv], { stdio: ["pipe", "pipe", "pipe", "pipe"], detached: true });
  let cpuMs = 0;
  let memory = 0;
  let peakBytes = 0;
  let oomKilled = false;
  let isOver = false;
  let isKilled = false;
  let times = "";
  (child.stdio[3] as Readable).on("data", (chunk: Buffer) => (times += chunk.toString()));
  child.stdin!.on("error", () => undefined);

  const look = (): void => {
    if (isOver) return;
    const all = treeOf(child.pid!);
    memory = all.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
    peakBytes = Math.max(peakBytes, memory);
    cpuMs = Math.max(
      cpuMs,
      all.reduce((sum, one) => sum + one.cpuMs, 0),
    );
    if (memory <= memoryBytes) return;
    const [largest] = all.sort((a, b) => b.residentBytes - a.residentBytes);
    oomKilled = true;
    peakBytes = memoryBytes;
    signal(largest!.pid);
  };
  const timer = setInterval(look, LOOK_MS);
  const ended = new Promise<number>((resolve) => {
    child.once("close", (code) => {
      isOver = true;
      clearInterval(timer);
      memory = 0;
      const used = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1000);
      cpuMs = Math.max(
        cpuMs,
        used.reduce((sum, ms) => sum + ms, 0),
      );
      resolve(isKilled ? -1 : (code ?? -1));
    });
  });
  return {
    stdin: child.stdin!,
    stdout: child.stdout!,
    stderr: child.stderr!,
    usage: () => ({ cpuMs, memoryBytes: memory, peakBytes, oomKilled }),
    kill() {
      if (isOver) return;
      isKilled = true;
      for (const { pid } of treeOf(child.pid!)) signal(pid);
    },
    ended,
  };
}

interface Seen {
  pid: number;
  cpuMs: number;
  residentBytes: number;
}

function treeOf(root: number): Seen[] {
  const found: Seen[] = [];
  const add = (pid: number): void => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
        .replace(/^.*\) /s, "")
        .split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      found.push({ pid, cpuMs: (ticks * 1000) / TICKS_PER_SECOND, residentBytes: Number(fields[21]) * PAGE_BYTES });
      for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean)) add(Number(child));
    } catch {
      // It has ended.
    }
  };
  add(root);
  return found;
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
