// Gets the launcher a control group from systemd, which owns all others: the launcher may only change a delegated one.
import { existsSync } from "node:fs";
import { run } from "./run.mjs";

const SCOPE = ["systemd-run", "--scope", "--quiet", "--collect", "-p", "Delegate=yes", "--"];

/** Only version 2 forbids sharing a group; only a running systemd can delegate one. */
const isWanted = () => existsSync("/sys/fs/cgroup/cgroup.controllers") && existsSync("/run/systemd/system");

/** Prefix that runs a root command in a delegated scope; empty without systemd. */
export async function ownScope(prefix) {
  if (!isWanted()) return [];
  const [command, ...words] = [...prefix, ...SCOPE, "true"];
  return (await run(command, words)).code === 0 ? SCOPE : [];
}
