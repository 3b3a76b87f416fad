// Runs commands to completion, and starts children that must not outlive this process.
import { spawn } from "node:child_process";
import { mkdirSync, openSync, closeSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "./paths.mjs";

/**
 * Runs a command to completion and returns { code, output }. Never throws for a failing or missing command. It ends when this process
 * does, unless `interruptible` is false.
 */
export function run(command, args, { env = process.env, cwd = root, input, inherit = false, interruptible = true } = {}) {
  const words =
    interruptible && process.platform === "linux" ? ["setpriv", "--pdeathsig=TERM", "--", command, ...args] : [command, ...args];
  return new Promise((resolve) => {
    const child = spawn(words[0], words.slice(1), {
      cwd,
      env,
      stdio: inherit ? "inherit" : [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output }));
    if (input !== undefined) child.stdin.on("error", () => {}).end(input);
  });
}

export const lastLines = (text, count = 15) => text.trimEnd().split("\n").slice(-count).join("\n");

/** Running children, whether or not anything waits for them yet. */
export const livingChildren = new Set();

/**
 * Starts a child in its own process group, so that Ctrl-C reaches only this process, which stops its children in order; and with a
 * parent-death signal, so that the child stops even if this process is killed.
 */
export function spawnTied(
  command,
  args,
  { env = process.env, cwd = root, log, stdout, user, deathSignal = "TERM", stdin = "ignore", detached = true } = {},
) {
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"] : [];
  let file = "ignore";
  if (log) {
    mkdirSync(dirname(log), { recursive: true });
    file = openSync(log, "a", 0o600);
  }
  try {
    const child = spawn("setpriv", [...identity, `--pdeathsig=${deathSignal}`, "--", command, ...args], {
      cwd,
      env,
      detached,
      stdio: [stdin, stdout ?? file, stdout ?? file],
    });
    livingChildren.add(child);
    child.once("exit", () => livingChildren.delete(child)).once("error", () => livingChildren.delete(child));
    return child;
  } finally {
    if (log) closeSync(file);
  }
}
