/** What a judging must not leave behind, counted: on this machine, in the processes that took part, and in Redis. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { rootPrefix } from "../../scripts/lib/privilege.mjs";
import { controlGroupsOf } from "../support/control-groups.js";

/** How many, by name. Bytes are counted in KiB. */
export type Census = Record<string, number>;

export interface Taker {
  /** Name → pid of the processes whose descendants, descriptors and memory are counted. */
  programs: Readonly<Record<string, number>>;
  /** Where the launcher keeps the files of containers. */
  runDir: string;
  /** The users that programs run as. */
  sandboxUids: { from: number; to: number };
  redisKeys(): Promise<number>;
}

/** More than this is a leak; what is not named may not grow at all. Heaps of Node.js breathe. */
const TOLERANCE: Record<string, number> = {
  "memory of api (KiB)": 96 * 1024,
  "memory of worker (KiB)": 96 * 1024,
  // Each slot keeps buffers for output.
  "memory of launcher (KiB)": 16 * 1024,
  // The rest of the machine goes on living.
  "memory in use (KiB)": 1024 * 1024,
  // Locks of the queues expire and are taken anew.
  "keys in Redis": 4,
  // Connections of pools come and go.
  "descriptors of api": 12,
  "descriptors of worker": 12,
};

export async function takeCensus({ programs, runDir, sandboxUids, redisKeys }: Taker): Promise<Census> {
  const census: Census = {};
  const parents = parentsOfAll();
  for (const [name, pid] of Object.entries(programs)) {
    const family = [pid, ...descendants(pid, parents)];
    census[`processes of ${name}`] = family.length;
    census[`descriptors of ${name}`] = sum(family.map((one) => count(`/proc/${one}/fd`)));
    census[`memory of ${name} (KiB)`] = sum(family.map(residentKib));
  }
  census["sandbox files outside of containers"] = strayFiles(sandboxUids);
  const left = await filesBelow(runDir);
  census["files for containers"] = left.length;
  census["control groups"] = controlGroupsOf(new Set(left.filter((path) => !path.includes("/")))).length;
  census["mounts for containers"] = linesOf("/proc/self/mountinfo").filter((line) => line.includes(runDir)).length;
  census["System V objects of sandbox users"] = sum(["shm", "sem", "msg"].map((kind) => systemVObjects(kind, sandboxUids)));
  census["memory in use (KiB)"] = memoryInUseKib();
  census["keys in Redis"] = await redisKeys();
  return census;
}

/** What grew by more than it may; empty when the machine is as it was. */
export function leaks(before: Census, after: Census): string[] {
  return Object.keys(after).filter((name) => after[name]! - before[name]! > (TOLERANCE[name] ?? 0));
}

export function table(before: Census, after: Census): string {
  const rows = Object.keys(after).map((name) => [name, before[name]!, after[name]!, after[name]! - before[name]!, TOLERANCE[name] ?? 0]);
  const line = (cells: readonly unknown[]): string =>
    `${String(cells[0]).padEnd(38)}${cells
      .slice(1)
      .map((cell) => String(cell).padStart(12))
      .join("")}`;
  return [line(["", "before", "after", "change", "may grow by"]), ...rows.map(line)].join("\n");
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** 0 for what is not there (any more): processes end while they are looked at. */
function orNone<T>(read: () => T, none: T): T {
  try {
    return read();
  } catch {
    return none;
  }
}
const count = (folder: string): number => orNone(() => readdirSync(folder).length, 0);
const linesOf = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n");

/** The launcher's folder is for root to read. Paths within it. */
async function filesBelow(folder: string): Promise<string[]> {
  const [command, ...words] = [...(await rootPrefix())!, "find", folder, "-mindepth", "1", "-printf", "%P\\n"];
  return execFileSync(command!, words, { encoding: "utf8" }).split("\n").filter(Boolean);
}

function parentsOfAll(): Map<number, number> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const pairs = pids.map((pid) => [Number(pid), statusField(pid, "PPid")] as const);
  return new Map(pairs);
}

function descendants(pid: number, parents: ReadonlyMap<number, number>): number[] {
  const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
  return children.flatMap((child) => [child, ...descendants(child, parents)]);
}

function statusField(pid: number | string, name: string): number {
  const status = orNone(() => readFileSync(`/proc/${pid}/status`, "utf8"), "");
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
}
const residentKib = (pid: number): number => statusField(pid, "VmRSS");

function memoryInUseKib(): number {
  const text = readFileSync("/proc/meminfo", "utf8");
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)![1]);
  return field("MemTotal") - field("MemAvailable");
}

/** Others' databases have some, too. */
function systemVObjects(kind: string, { from, to }: Taker["sandboxUids"]): number {
  const [heads, ...objects] = linesOf(`/proc/sysvipc/${kind}`).map((line) => line.trim().split(/\s+/));
  const uids = objects.map((fields) => Number(fields[heads!.indexOf("uid")]));
  return uids.filter((uid) => uid >= from && uid <= to).length;
}

/** Whatever belongs to a sandbox user where everyone may write. */
function strayFiles({ from, to }: Taker["sandboxUids"]): number {
  const owned = (path: string): boolean =>
    orNone(() => {
      const { uid } = statSync(path);
      return uid >= from && uid <= to;
    }, false);
  return sum(
    ["/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue"].map(
      (folder) => orNone(() => readdirSync(folder), []).filter((name) => owned(join(folder, name))).length,
    ),
  );
}
