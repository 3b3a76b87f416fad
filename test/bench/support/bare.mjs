/** Programs without a sandbox: how baselines are compiled and started. */
import { execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inRoot } from "../../../scripts/lib/paths.mjs";

const execute = promisify(execFile);

export const baseline = (name) => inRoot("test", "bench", "baselines", name);

/** Lends a folder to `work` and removes it afterwards. */
export async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), "codequest-bench-"));
  try {
    await chmod(folder, 0o755);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function compileC(source, folder) {
  const program = join(folder, "program");
  await execute("/usr/bin/gcc", ["-O2", "-o", program, baseline(source)]);
  return program;
}

/** Runs a program to its end, and rejects when it fails. `stdin` is a file descriptor or "ignore". */
export function runBare([command, ...args], { stdin = "ignore", env } = {}) {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: [stdin, "ignore", "ignore"], env })
      .on("error", reject)
      .on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

/** What a program prints. */
export const outputOf = async ([command, ...args]) => (await execute(command, args)).stdout;
