// Builds the judge's home: launcher, runner, and toolchains prepared for fast compilation. Run as root; plain JavaScript for
// Node 20.
//
//   node scripts/judge-setup.mjs [--home FOLDER] [--node BINARY]
//
// Idempotent, and quick if nothing changed. Everything is built next to the home and renamed into place, so a running judge
// keeps its files.
import { createHash } from "node:crypto";
import { constants, existsSync, readFileSync, readdirSync, realpathSync, renameSync, statSync } from "node:fs";
import { chmod, copyFile, cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { newestGpp, prepareCpp } from "./lib/toolchains/cpp.mjs";
import { readVersion, run } from "./lib/toolchains/execute.mjs";
import { newestGo, prepareGo } from "./lib/toolchains/go.mjs";
import { javaHome, prepareJava } from "./lib/toolchains/java.mjs";
import { preparePython, pythonLibraries } from "./lib/toolchains/python.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const NATIVE = join(root, "src", "judge", "sandbox", "native");
const TOOLCHAINS = join(root, "scripts", "lib", "toolchains");
export const DEFAULT_HOME = "/var/lib/codequest/judge";

const RUNNER_SOURCES = ["runner.c", "folders.c"];
const LAUNCHER_SOURCES = readdirSync(NATIVE).filter((name) => name.endsWith(".c") && !RUNNER_SOURCES.includes(name));
const C_FLAGS = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-fstack-protector-strong", "-static", "-s"];

/** Compiles launcher and runner into a folder. `weaken` is only for tests: a build whose defences can be disabled. */
export async function compileNative(folder, { weaken = false } = {}) {
  const flags = [...C_FLAGS, ...(weaken ? ["-DWEAKEN"] : [])];
  const compile = (name, sources) =>
    run("/usr/bin/gcc", [...flags, "-o", join(folder, name), ...sources.map((file) => join(NATIVE, file))]);
  await mkdir(folder, { recursive: true });
  await Promise.all([compile("launcher", LAUNCHER_SOURCES), compile("runner", RUNNER_SOURCES)]);
}

/** Missing tools, each with its Debian package. */
function missingPackages() {
  const needed = {
    "/usr/bin/bwrap": "bubblewrap",
    "/usr/bin/gcc": "gcc",
    "/usr/bin/g++": "g++",
    "/usr/include/stdio.h": "libc6-dev",
    "/usr/bin/python3": "python3",
  };
  const missing = Object.keys(needed).filter((path) => !existsSync(path));
  return [...missing.map((path) => needed[path]), ...(newestGo() ? [] : ["golang-go"]), ...(javaHome() ? [] : ["openjdk-17-jdk-headless"])];
}

const platformPackage = (name) => join(root, "node_modules", ...name.split("/"));
const typescriptFolder = () => platformPackage(`@typescript/typescript-linux-${process.arch}`);

/** Headers that an operator put into the home for checker programs, such as testlib.h; they stay there. */
const checkerHeaders = (home) => join(home, "checkers");

/** Changes whenever an input of the home changes. */
function fingerprint(node, home) {
  const hash = createHash("sha256");
  const headers = checkerHeaders(home);
  if (existsSync(headers)) for (const name of readdirSync(headers).sort()) hash.update(name).update(readFileSync(join(headers, name)));
  for (const name of readdirSync(NATIVE).sort()) hash.update(name).update(readFileSync(join(NATIVE, name)));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(TOOLCHAINS).sort()) hash.update(name).update(readFileSync(join(TOOLCHAINS, name)));
  for (const name of ["@types/node", "undici-types"]) hash.update(readFileSync(join(platformPackage(name), "package.json")));
  hash.update(readFileSync(join(typescriptFolder(), "package.json")));
  for (const file of [
    node,
    ...[newestGpp(), "/usr/bin/as", "/usr/bin/ld", "/usr/include/features.h"],
    ...["/usr/bin/python3", ...pythonLibraries()],
    `${newestGo()}/VERSION`,
    `${javaHome()}/lib/modules`,
    `${javaHome()}/release`,
  ]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${realpathSync(file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

async function prepareNode(node, toolchains) {
  await mkdir(join(toolchains, "node", "bin"), { recursive: true });
  const target = join(toolchains, "node", "bin", "node");
  await copyFile(node, target, constants.COPYFILE_FICLONE);
  await chmod(target, 0o755);
  return { node: await readVersion(node, ["--version"], /v(\S+)/) };
}

async function prepareTypescript(toolchains) {
  await cp(join(typescriptFolder(), "lib"), join(toolchains, "tsc"), { recursive: true, dereference: true });
  await chmod(join(toolchains, "tsc", "tsc"), 0o755);
  const types = join(toolchains, "types", "node_modules");
  await cp(platformPackage("@types/node"), join(types, "@types", "node"), { recursive: true, dereference: true });
  await cp(platformPackage("undici-types"), join(types, "undici-types"), { recursive: true, dereference: true });
  return { typescript: await readVersion(join(typescriptFolder(), "lib", "tsc"), ["--version"], /Version (\S+)/) };
}

/** Checker programs are compiled with these headers, submissions are not. */
async function keepCheckerHeaders(home, fresh, toolchains) {
  const headers = checkerHeaders(home);
  if (!existsSync(headers)) return;
  for (const folder of [checkerHeaders(fresh), join(toolchains, "checkers")]) await cp(headers, folder, { recursive: true });
}

/** The only accounts that programs see. */
async function writeAccounts(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "passwd"),
    "root:x:0:0:root:/:/usr/sbin/nologin\nsandbox:x:1000:1000:sandbox:/home/sandbox:/usr/sbin/nologin\n",
  );
  await writeFile(join(folder, "group"), "root:x:0:\nsandbox:x:1000:\n");
}

const readManifest = (home) => {
  try {
    return JSON.parse(readFileSync(join(home, "manifest.json"), "utf8"));
  } catch {
    return undefined;
  }
};

/** Programs in the sandbox run as a user who owns nothing, and must be able to read everything. */
async function openToAll(folder) {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}

async function swapIn(fresh, home) {
  const old = `${home}.old-${process.pid}`;
  await mkdir(dirname(home), { recursive: true, mode: 0o755 });
  try {
    renameSync(home, old);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  await rename(fresh, home);
  await rm(old, { recursive: true, force: true });
}

/**
 * Builds the judge's home in `home`, unless it is up to date. Throws an Error whose message tells an operator what to do. Safe to call
 * again, and from several processes.
 */
export async function setUpJudge({ home = DEFAULT_HOME, node = process.execPath, say = () => {} } = {}) {
  if (process.platform !== "linux") throw new Error("The sandbox needs Linux.");
  if (process.getuid() !== 0) throw new Error("The sandbox parts must be installed by root.");
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`Install the missing Debian packages first: apt-get install ${missing.join(" ")}`);
  if (!existsSync(typescriptFolder())) throw new Error(`${typescriptFolder()} is missing: run npm ci with optional packages.`);
  const hash = fingerprint(node, home);
  const present = readManifest(home);
  if (present?.hash === hash) return { changed: false, manifest: present };

  process.umask(0o022);
  const fresh = `${home}.new-${process.pid}`;
  const work = `${home}.work-${process.pid}`;
  const toolchains = join(fresh, "toolchains");
  const step = async (title, work) => {
    const started = Date.now();
    const result = await work;
    say(`${title}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return result;
  };
  try {
    await rm(fresh, { recursive: true, force: true });
    for (const folder of [toolchains, work]) await mkdir(folder, { recursive: true });
    const [, runtime, typescript, cpp, go, java, { libraries, ...python }] = await Promise.all([
      step("launcher and runner compiled", compileNative(join(fresh, "bin"))),
      step("Node.js copied", prepareNode(node, toolchains)),
      step("TypeScript copied", prepareTypescript(toolchains)),
      step("C++ headers precompiled", prepareCpp(toolchains)),
      step("Go library exported", prepareGo(toolchains, work)),
      step("Java classes archived", prepareJava(toolchains, work)),
      step("Python libraries copied", preparePython(toolchains)),
      writeAccounts(join(fresh, "etc")),
      keepCheckerHeaders(home, fresh, toolchains),
    ]);
    const versions = { ...python, ...runtime, ...typescript, ...cpp, ...java, ...go };
    const manifest = { hash, versions, libraries: { python: libraries } };
    await writeFile(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await openToAll(fresh);
    await swapIn(fresh, home);
    return { changed: true, manifest };
  } finally {
    for (const folder of [fresh, work]) await rm(folder, { recursive: true, force: true });
  }
}

async function main(words) {
  const options = { say: (line) => console.log(line) };
  for (let i = 0; i < words.length; i += 2) {
    if (!["--home", "--node"].includes(words[i]) || words[i + 1] === undefined)
      throw new Error("Usage: judge-setup.mjs [--home FOLDER] [--node BINARY]");
    options[words[i].slice(2)] = resolve(words[i + 1]);
  }
  const { changed, manifest } = await setUpJudge(options);
  const versions = Object.entries(manifest.versions).map(([name, version]) => `${name} ${version}`);
  console.log(`${changed ? "ready" : "unchanged"}: ${options.home ?? DEFAULT_HOME} (${versions.join(", ")})`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
