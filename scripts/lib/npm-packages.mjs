// npm packages, including Node 24.
import { existsSync, lstatSync, statSync } from "node:fs";
import { Stop } from "./console.mjs";
import { inRoot } from "./paths.mjs";
import { lastLines, run } from "./run.mjs";
import { hashOf, readStamp, writeWhole } from "./stamps.mjs";

const installed = inRoot("node_modules", ".package-lock.json");
const lock = inRoot("package-lock.json");
const stamp = inRoot("node_modules", ".codequest-lock");

const current = () => hashOf([lock, inRoot("package.json")]);

/** Also true after a plain `npm install`, which leaves no stamp but a newer list of installed packages. */
function upToDate() {
  if (!existsSync(installed)) return false;
  return readStamp(stamp) === current() || statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Several checkouts may share the packages of one: npm ci would empty them for all. */
const areShared = () => lstatSync(inRoot("node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

export async function installNpmPackages(say) {
  if (upToDate()) return "unchanged";
  if (areShared())
    throw new Stop("node_modules is a link to the packages of another checkout, and they are not those of this one: run npm ci there.");
  say("npm ci, a minute or two the first time");
  // Node 20 is older than some packages require; they run under the Node 24 that this installs.
  const result = await run("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (result.code !== 0)
    throw new Stop(
      `npm ci failed, so nothing can be started; check the network and run the command again. Output:\n${lastLines(result.output)}`,
    );
  writeWhole(stamp, current());
  return "installed";
}
