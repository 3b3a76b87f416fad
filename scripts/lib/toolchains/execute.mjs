import { execFile } from "node:child_process";
import { promisify } from "node:util";

const ENVIRONMENT = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LANG: "C.UTF-8", HOME: "/nonexistent" };
const execute = promisify(execFile);

/** Runs a tool of the machine with a clean environment; errors contain the tool's output. */
export async function run(command, args, { env = {}, cwd = "/" } = {}) {
  try {
    return await execute(command, args, { cwd, env: { ...ENVIRONMENT, ...env }, maxBuffer: 64 << 20 });
  } catch (error) {
    throw new Error(`${command} failed: ${(error.stderr || error.message).trim().split("\n").slice(-15).join("\n")}`, { cause: error });
  }
}

/** The first group of `pattern` in the command's output. */
export async function readVersion(command, args, pattern) {
  const { stdout, stderr } = await run(command, args);
  return pattern.exec(stdout + stderr)?.[1] ?? "unknown";
}

/** Orders 9 before 10, and 1.9 before 1.19. */
export const byVersion = (a, b) => a.localeCompare(b, "en", { numeric: true });
