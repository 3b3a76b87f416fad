// Root is needed for three things only: Debian packages, the sandbox parts and the launcher.
import { run } from "./run.mjs";

export const isRoot = () => process.getuid() === 0;

/** The words to put before a command that needs root, or undefined when this user cannot become root. */
export async function rootPrefix() {
  if (isRoot()) return [];
  if ((await run("sudo", ["-n", "true"])).code === 0) return ["sudo", "-n"];
  // sudo may ask for a password once; after that it remembers for a while.
  if (process.stdin.isTTY && (await run("sudo", ["-v"], { inherit: true })).code === 0) return ["sudo", "-n"];
  return undefined;
}

/** sudo drops the environment: passes on what the command must know, by name. */
export const withEnv = (names) => {
  const settings = names.filter((name) => process.env[name] !== undefined).map((name) => `${name}=${process.env[name]}`);
  return settings.length > 0 ? ["env", ...settings] : [];
};
