/** A machine that is busy with something else: loops that want every core all the time. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";

const ROOT_GROUP = "/sys/fs/cgroup";
const LOOP = ["--pdeathsig=KILL", "--", "/bin/sh", "-c", "while :; do :; done"];

/**
 * Each in a session of its own, as the kernel shares cores out by session first, and by control groups before that where version 2
 * has the cpu controller. They end with the work, and with this process.
 */
export async function amidCrowd<T>(size: number, work: () => Promise<T>): Promise<T> {
  const crowd = Array.from({ length: size }, () => spawn("/usr/bin/setpriv", LOOP, { stdio: "ignore", detached: true }));
  const groups = sharesCoresByGroup() ? crowd.map(giveGroup) : [];
  try {
    return await work();
  } finally {
    const ends = crowd.map((one) => once(one, "exit"));
    for (const one of crowd) one.kill("SIGKILL");
    await Promise.all(ends);
    for (const group of groups) rmdirSync(group);
  }
}

function sharesCoresByGroup(): boolean {
  try {
    return process.getuid!() === 0 && /\bcpu\b/.test(readFileSync(`${ROOT_GROUP}/cgroup.subtree_control`, "utf8"));
  } catch {
    return false;
  }
}

function giveGroup({ pid }: ChildProcess): string {
  const group = `${ROOT_GROUP}/crowd-${pid!}`;
  mkdirSync(group);
  writeFileSync(`${group}/cgroup.procs`, String(pid!));
  return group;
}
