// Makes the judge's home: the launcher and the runner, and toolchains prepared so that a compilation starts warm. Run as
// root; plain JavaScript that Node 20 reads.
//
//   node scripts/judge-setup.mjs [--home FOLDER] [--node BINARY]
//
// Idempotent, and done in a moment when nothing changed. Everything is made beside the home and renamed into place, so
// that a judge that runs meanwhile keeps what it has.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants, existsSync, readFileSync, readdirSync, realpathSync, renameSync, statSync } from "node:fs";
import { chmod, copyFile, cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const NATIVE = join(root, "src", "judge", "sandbox", "native");
export const DEFAULT_HOME = "/var/lib/codequest/judge";

const RUNNER_SOURCES = ["runner.c", "folders.c"];
const LAUNCHER_SOURCES = ["launcher.c", "slot.c", "run.c", "frames.c", "container.c", "seccomp.c", "cgroup.c", "system.c"];
const C_FLAGS = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-fstack-protector-strong", "-static", "-s"];
/** Those of the C++ language file: gcc uses a precompiled header only with the same ones. */
const CPP_FLAGS = ["-std=gnu++17", "-O2", "-pipe"];
const GO = "/usr/lib/go/bin/go";
const JAVA_FOLDERS = ["/usr/lib/jvm/java-17-openjdk-amd64", "/usr/lib/jvm/java-17-openjdk-arm64"];

const ENVIRONMENT = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LANG: "C.UTF-8", HOME: "/nonexistent" };
const execute = promisify(execFile);

async function run(command, args, { env = {}, cwd = "/" } = {}) {
  try {
    return await execute(command, args, { cwd, env: { ...ENVIRONMENT, ...env }, maxBuffer: 64 << 20 });
  } catch (error) {
    throw new Error(`${command} failed: ${(error.stderr || error.message).trim().split("\n").slice(-15).join("\n")}`, { cause: error });
  }
}

/** Compiles launcher and runner into a folder. `weaken` is for tests only: a build whose defences can be switched off. */
export async function compileNative(folder, { weaken = false } = {}) {
  const flags = [...C_FLAGS, ...(weaken ? ["-DWEAKEN"] : [])];
  const compile = (name, sources) =>
    run("/usr/bin/gcc", [...flags, "-o", join(folder, name), ...sources.map((file) => join(NATIVE, file))]);
  await mkdir(folder, { recursive: true });
  await Promise.all([compile("launcher", LAUNCHER_SOURCES), compile("runner", RUNNER_SOURCES)]);
}

/** What is missing, with the Debian package that has it. */
function missingPackages() {
  const needed = {
    "/usr/bin/bwrap": "bubblewrap",
    "/usr/bin/gcc": "gcc",
    "/usr/bin/g++": "g++",
    "/usr/include/stdio.h": "libc6-dev",
    "/usr/bin/python3": "python3",
    [GO]: "golang-go",
  };
  const missing = Object.keys(needed).filter((path) => !existsSync(path));
  return [
    ...missing.map((path) => needed[path]),
    ...(javaHome() && existsSync(`${javaHome()}/bin/javac`) ? [] : ["openjdk-17-jdk-headless"]),
  ];
}

const javaHome = () => JAVA_FOLDERS.find((folder) => existsSync(folder));
const platformPackage = (name) => join(root, "node_modules", ...name.split("/"));
const typescriptFolder = () => platformPackage(`@typescript/typescript-linux-${process.arch}`);

/** Changes whenever something that the home is made from changes. */
function fingerprint(node) {
  const hash = createHash("sha256");
  for (const name of readdirSync(NATIVE).sort()) hash.update(name).update(readFileSync(join(NATIVE, name)));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of ["@types/node", "undici-types"]) hash.update(readFileSync(join(platformPackage(name), "package.json")));
  hash.update(readFileSync(join(typescriptFolder(), "package.json")));
  for (const file of [
    node,
    ...["/usr/bin/g++", "/usr/bin/as", "/usr/bin/ld", "/usr/include/features.h"],
    "/usr/bin/python3",
    "/usr/lib/go/VERSION",
    `${javaHome()}/lib/modules`,
    `${javaHome()}/release`,
  ]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${realpathSync(file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

async function copyNode(node, toolchains) {
  await mkdir(join(toolchains, "node", "bin"), { recursive: true });
  const target = join(toolchains, "node", "bin", "node");
  await copyFile(node, target, constants.COPYFILE_FICLONE);
  await chmod(target, 0o755);
}

async function copyTypescript(toolchains) {
  await cp(join(typescriptFolder(), "lib"), join(toolchains, "tsc"), { recursive: true, dereference: true });
  await chmod(join(toolchains, "tsc", "tsc"), 0o755);
  const types = join(toolchains, "types", "node_modules");
  await cp(platformPackage("@types/node"), join(types, "@types", "node"), { recursive: true, dereference: true });
  await cp(platformPackage("undici-types"), join(types, "undici-types"), { recursive: true, dereference: true });
}

/** Saves two thirds of the time of a compilation with <bits/stdc++.h>. */
async function precompileHeader(toolchains) {
  const [header] = [...readIncludeFolders()].map((folder) => join(folder, "bits", "stdc++.h")).filter((file) => existsSync(file));
  if (!header) throw new Error("bits/stdc++.h was not found below /usr/include; is g++ whole?");
  const folder = join(toolchains, "cpp", "bits");
  await mkdir(folder, { recursive: true });
  await run("/usr/bin/g++", [...CPP_FLAGS, "-x", "c++-header", header, "-o", join(folder, "stdc++.h.gch")]);
}

function* readIncludeFolders() {
  for (const triplet of readdirSync("/usr/include").filter((name) => name.includes("-linux-"))) {
    const folder = join("/usr/include", triplet, "c++");
    if (existsSync(folder)) for (const version of readdirSync(folder).sort().reverse()) yield join(folder, version);
  }
}

/**
 * `go build` wants a cache it can write to; `go tool compile` and `go tool link` want only the compiled standard library
 * and a list of it.
 */
async function exportGoLibrary(toolchains, work) {
  const packages = join(toolchains, "go", "pkg");
  await mkdir(packages, { recursive: true });
  const env = { GOCACHE: join(work, "go"), GOPATH: join(work, "gopath"), GOENV: "off", GOFLAGS: "", GO111MODULE: "off", CGO_ENABLED: "0" };
  const { stdout } = await run(GO, ["list", "-export", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "std"], { env });
  const entries = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("="));
  const lines = [];
  for (const [name, file] of entries) {
    const copy = `${name.replaceAll("/", "-")}.a`;
    await copyFile(file, join(packages, copy), constants.COPYFILE_FICLONE);
    lines.push(`packagefile ${name}=/opt/judge/go/pkg/${copy}`);
  }
  await writeFile(join(toolchains, "go", "importcfg"), `${lines.join("\n")}\n`);
}

/** The compiler's own classes, parsed once: javac needs 0.25 s of CPU instead of 0.42. */
async function archiveJavaClasses(toolchains, work) {
  const java = javaHome();
  if (!existsSync(`${java}/lib/server/classes.jsa`)) await run(`${java}/bin/java`, ["-Xshare:dump"]);
  const folder = join(toolchains, "java");
  const source = join(work, "Sample.java");
  await mkdir(folder, { recursive: true });
  await writeFile(
    source,
    `import java.io.*; import java.util.*; import java.util.function.*; import java.util.stream.*;
public class Sample {
  enum Kind { A, B }
  record Pair<K, V>(K key, V value) {}
  interface Shape { default double area() { return 0; } }
  static <T extends Comparable<T>> T max(Collection<T> all) { return all.stream().max(Comparator.naturalOrder()).orElseThrow(); }
  public static void main(String[] args) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    StringTokenizer words = new StringTokenizer(in.readLine());
    Map<String, List<Integer>> map = new TreeMap<>();
    for (int i = 0; i < 10; i++) map.computeIfAbsent(words.nextToken() + i, k -> new ArrayList<>()).add(i * i);
    int[][] grid = new int[3][4];
    String text = switch (Kind.valueOf("A")) { case A -> "a"; case B -> "b"; };
    try (Scanner scanner = new Scanner(System.in)) { while (scanner.hasNextInt()) grid[0][0] += scanner.nextInt(); }
    catch (RuntimeException e) { throw new IOException(e); }
    Shape shape = new Shape() { @Override public double area() { return 2.0; } };
    BiFunction<Integer, Integer, Integer> sum = Integer::sum;
    PriorityQueue<Pair<Integer, String>> queue = new PriorityQueue<>((a, b) -> a.key() - b.key());
    queue.add(new Pair<>(sum.apply(1, 2), text));
    System.out.printf("%d %s %f%n", max(map.get("x0")), IntStream.range(0, 5).boxed().map(String::valueOf).collect(Collectors.joining(",")), shape.area());
    StringBuilder out = new StringBuilder(); out.append(queue.poll().value()).append('\\n'); System.out.print(out);
  }
}
`,
  );
  const options = [
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Xmx512m",
    `-XX:ArchiveClassesAtExit=${join(folder, "javac.jsa")}`,
  ];
  const args = ["-proc:none", "-nowarn", "-encoding", "UTF-8", "-Xmaxerrs", "20", "-d", join(work, "classes"), source];
  await run(`${java}/bin/javac`, [...options.map((option) => `-J${option}`), ...args]);
}

async function readVersions(node) {
  const first = async (command, args, pattern) => {
    const { stdout, stderr } = await run(command, args);
    return pattern.exec(stdout + stderr)?.[1] ?? "unknown";
  };
  const [python, nodeVersion, typescript, gcc, java, go] = await Promise.all([
    first("/usr/bin/python3", ["--version"], /Python (\S+)/),
    first(node, ["--version"], /v(\S+)/),
    first(join(typescriptFolder(), "lib", "tsc"), ["--version"], /Version (\S+)/),
    first("/usr/bin/g++", ["-dumpfullversion"], /(\S+)/),
    first(`${javaHome()}/bin/java`, ["-version"], /version "([^"]+)"/),
    first(GO, ["version"], /go version go(\S+)/),
  ]);
  return { python, node: nodeVersion, typescript, gcc, java, go };
}

/** The only accounts a program sees. */
async function writeAccounts(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "passwd"), "root:x:0:0:root:/:/usr/sbin/nologin\nsandbox:x:1000:1000:sandbox:/tmp:/usr/sbin/nologin\n");
  await writeFile(join(folder, "group"), "root:x:0:\nsandbox:x:1000:\n");
}

const readManifest = (home) => {
  try {
    return JSON.parse(readFileSync(join(home, "manifest.json"), "utf8"));
  } catch {
    return undefined;
  }
};

/** Programs in the sandbox run as a user who owns nothing, and must be able to read all of it. */
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
 * Makes the judge's home, or finds it as it should be. Effect: writes `home`. Throws an Error whose message tells an
 * operator what to do. Safe to call again, and from several processes.
 */
export async function setUpJudge({ home = DEFAULT_HOME, node = process.execPath, say = () => {} } = {}) {
  if (process.platform !== "linux") throw new Error("The sandbox needs Linux.");
  if (process.getuid() !== 0) throw new Error("The sandbox parts have to be installed by root.");
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`Install the missing Debian packages first: apt-get install ${missing.join(" ")}`);
  if (!existsSync(typescriptFolder())) throw new Error(`${typescriptFolder()} is missing: run npm ci with optional packages.`);
  const hash = fingerprint(node);
  const present = readManifest(home);
  if (present?.hash === hash) return { changed: false, manifest: present };

  process.umask(0o022);
  const fresh = `${home}.new-${process.pid}`;
  const work = `${home}.work-${process.pid}`;
  const toolchains = join(fresh, "toolchains");
  const step = async (title, work) => {
    const started = Date.now();
    await work;
    say(`${title}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  };
  try {
    await rm(fresh, { recursive: true, force: true });
    for (const folder of [toolchains, work]) await mkdir(folder, { recursive: true });
    await Promise.all([
      step("launcher and runner compiled", compileNative(join(fresh, "bin"))),
      step("Node.js copied", copyNode(node, toolchains)),
      step("TypeScript copied", copyTypescript(toolchains)),
      step("C++ header precompiled", precompileHeader(toolchains)),
      step("Go library exported", exportGoLibrary(toolchains, work)),
      step("Java classes archived", archiveJavaClasses(toolchains, work)),
      writeAccounts(join(fresh, "etc")),
    ]);
    const manifest = { hash, versions: await readVersions(node) };
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
