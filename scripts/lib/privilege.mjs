// Root is only needed for three things: Debian packages, the sandbox parts and the launcher.
import { run } from "./run.mjs";

export const isRoot = () => process.getuid() === 0;

/** Command prefix for running as root, or undefined if this user can't become root. */
export async function rootPrefix() {
  if (isRoot()) return [];
  if ((await run("sudo", ["-n", "true"])).code === 0) return ["sudo", "-n"];
  // sudo may ask for a password once; then it remembers it for a while.
  if (process.stdin.isTTY && (await run("sudo", ["-v"], { inherit: true })).code === 0) return ["sudo", "-n"];
  return undefined;
}

/** sudo drops the environment: passes on the named variables. */
export const withEnv = (names) => {
  const settings = names.filter((name) => process.env[name] !== undefined).map((name) => `${name}=${process.env[name]}`);
  return settings.length > 0 ? ["env", ...settings] : [];
};
