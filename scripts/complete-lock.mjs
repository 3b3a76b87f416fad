// Fills gaps in package-lock.json: with a registry mirror that lacks optional packages of other systems, npm install leaves them out,
// and npm ci then refuses the lock. The added entries are guarded by os and cpu, so they are never downloaded here. Run it after npm
// install; with --check it only reports whether it is needed.
import { readFileSync } from "node:fs";
import { Stop } from "./lib/console.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";
import { writeWhole } from "./lib/stamps.mjs";

const file = inRoot("package-lock.json");
const SYSTEMS = ["darwin", "win32", "linux", "freebsd", "android", "openharmony", "sunos", "aix", "netbsd", "openbsd"];
const CPUS = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32", "arm"];

const named = (name, words) =>
  words.find((word) => name.split(/[-/]/).some((part) => part === word || (word === "arm" && part.startsWith("arm") && part !== "arm64")));

function stub(name, version, dev) {
  const os = named(name, SYSTEMS);
  const cpu = named(name, CPUS);
  if (!os && !cpu)
    throw new Stop(`${name} is missing from package-lock.json and its name contains no system: run npm install where it can be resolved.`);
  return { version, ...(cpu && { cpu: [cpu] }), ...(dev && { dev }), optional: true, ...(os && { os: [os] }) };
}

/** Where npm looks for `name` from the package at `path`: inside it, then in each enclosing package, then at the top. */
function placesOf(path, name) {
  const around = path.split("/node_modules/");
  return [...around.map((_, depth) => `${around.slice(0, depth + 1).join("/node_modules/")}/node_modules/${name}`), `node_modules/${name}`];
}

await main(() => {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const packages = Object.entries(lock.packages);
  const missing = packages.flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesOf(path, name).some((place) => lock.packages[place]))
      .map(([name, version]) => [`node_modules/${name}`, stub(name, version, dev)]),
  );
  if (missing.length === 0) return;
  if (process.argv.includes("--check"))
    throw new Stop(`package-lock.json lacks ${missing.length} optional packages of other systems: run node scripts/complete-lock.mjs.`);
  const [top, ...rest] = [...packages, ...missing];
  lock.packages = Object.fromEntries([top, ...rest.sort(([a], [b]) => a.localeCompare(b, "en"))]);
  writeWhole(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`added ${missing.length} entries to package-lock.json`);
});
