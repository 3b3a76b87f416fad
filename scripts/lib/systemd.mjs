// A group of the launcher's own from systemd, which owns all others: it may change no group that was not handed over to it.
import { existsSync } from "node:fs";
import { run } from "./run.mjs";

const SCOPE = ["systemd-run", "--scope", "--quiet", "--collect", "-p", "Delegate=yes", "--"];

/** Only version 2 forbids to share a group with others; only a running systemd can hand one over. */
const isWanted = () => existsSync("/sys/fs/cgroup/cgroup.controllers") && existsSync("/run/systemd/system");

/** The words to put before a command of root's, so that it runs in a delegated scope; none where there is no systemd. */
export async function ownScope(prefix) {
  if (!isWanted()) return [];
  const [command, ...words] = [...prefix, ...SCOPE, "true"];
  return (await run(command, words)).code === 0 ? SCOPE : [];
}
