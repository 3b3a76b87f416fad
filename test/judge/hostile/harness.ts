/** Runs attacks against a launcher as it is installed, and against builds of it with one defence switched off. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { extname, join } from "node:path";
import { compileNative } from "../../../scripts/judge-setup.mjs";
import { prepareJudgeParts } from "../../../scripts/lib/judge-parts.mjs";
import { judgeHome } from "../../../scripts/lib/paths.mjs";
import { createLocalSandbox } from "../../../src/judge/sandbox/local-sandbox.js";
import type { BoxFile, Container, ExecLimits, ExecRequest } from "../../../src/judge/sandbox/sandbox.js";
import { startLauncher, type TestLauncher } from "../../support/launcher.js";
import { type Attack, LIMITS, MIB, type Observed } from "./attacks.js";

const PROGRAMS = join(process.cwd(), "test", "judge", "hostile", "programs");
const ENVIRONMENT = { PATH: "/usr/bin:/bin", HOME: "/tmp", LANG: "C.UTF-8" };
/** A user range of this process's own, so that what is counted belongs to these tests alone. */
const UID_BASE = 900_000_000 + process.pid * 8;
const UID_COUNT = 8;
export const GRACE_MS = 2000;

/** Things of this machine that attacks reach for. */
interface Bait {
  port: number;
  abstractName: string;
  /** A file in /var/tmp that everyone may read. */
  fileName: string;
}

export interface HostileWorld {
  /** `weaken` empty: as in production. `elapsedMs` is the longest of its programs. */
  run(attack: Attack, weaken: readonly string[]): Promise<{ observed: Observed; limits: ExecLimits; elapsedMs: number }>;
  /** What is left of everything that ran with these switches; empty when nothing is. Waits up to the grace time. */
  leftovers(weaken: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function createHostileWorld(): Promise<HostileWorld> {
  await prepareJudgeParts();
  const weakHome = mkdtempSync("/var/tmp/weak-judge-");
  chmodSync(weakHome, 0o755);
  await compileNative(join(weakHome, "bin"), { weaken: true });
  for (const folder of ["toolchains", "etc"]) symlinkSync(join(judgeHome(), folder), join(weakHome, folder));

  const bait = await layBait();
  const launchers = new Map<string, Promise<TestLauncher>>();
  const programs = new Map<string, Promise<BoxFile[]>>();

  function launcherFor(weaken: readonly string[]): Promise<TestLauncher> {
    const key = weaken.join(",");
    let launcher = launchers.get(key);
    if (!launcher) {
      const args = ["--uid-base", String(UID_BASE), "--uid-count", String(UID_COUNT)];
      const env = { HOSTILE_TEST_SECRET: "a password" };
      launcher = startLauncher({ args, env, ...(weaken.length > 0 && { weaken, home: weakHome }) });
      launchers.set(key, launcher);
    }
    return launcher;
  }

  /** C++ is compiled by the sandbox as it should be, once. */
  function filesOf(attack: Attack): Promise<BoxFile[]> {
    const source = readFileSync(join(PROGRAMS, attack.program), "utf8").replace("@NAME@", bait.fileName);
    const file: BoxFile = { path: attack.program, content: Buffer.from(source) };
    if (extname(attack.program) !== ".cpp" || attack.compile) return Promise.resolve([file]);
    let compiled = programs.get(attack.program);
    if (!compiled) programs.set(attack.program, (compiled = compile(file)));
    return compiled;
  }

  async function compile(file: BoxFile): Promise<BoxFile[]> {
    const { socketPath } = await launcherFor([]);
    const sandbox = createLocalSandbox({ socketPath, slots: 1 });
    try {
      const container = await sandbox.open();
      await container.put([file]);
      const limits = { ...LIMITS, cpuMs: 10_000, wallMs: 20_000, memoryBytes: 512 * MIB };
      const outcome = await container.exec({ argv: compilerCommand(file.path), env: ENVIRONMENT, stdin: Buffer.alloc(0), limits });
      if (outcome.exitCode !== 0) throw new Error(outcome.stderr.toString());
      return await container.collect({ maxBytes: 64 * MIB, maxFiles: 1 });
    } finally {
      await sandbox.close();
    }
  }

  async function run(attack: Attack, weaken: readonly string[]): ReturnType<HostileWorld["run"]> {
    const files = await filesOf(attack);
    const { socketPath } = await launcherFor(weaken);
    const limits = { ...LIMITS, ...attack.limits };
    const sandbox = createLocalSandbox({ socketPath, slots: 1 });
    const observed: Observed = { attack: null, look: null, collected: [], error: null };
    let elapsedMs = 0;
    try {
      const container = await sandbox.open();
      await container.put(files);
      const call = async (role: string): ReturnType<Container["exec"]> => {
        const started = performance.now();
        try {
          return await container.exec({ ...requestFor(attack, files, role, bait), stdin: Buffer.from("1 2 3\n"), limits });
        } finally {
          elapsedMs = Math.max(elapsedMs, performance.now() - started);
        }
      };
      observed.attack = await call("attack");
      if (attack.looksAgain) observed.look = await call("look");
      else observed.collected = await container.collect({ maxBytes: 256 * MIB, maxFiles: 100 });
      await container.close();
    } catch (error) {
      observed.error = error as Error;
    } finally {
      await sandbox.close();
    }
    return { observed, limits, elapsedMs };
  }

  async function leftovers(weaken: readonly string[]): Promise<string[]> {
    const { runDir } = await launcherFor(weaken);
    const deadline = performance.now() + GRACE_MS;
    for (;;) {
      const left = remains(runDir);
      if (left.length === 0 || performance.now() > deadline) return left;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function close(): Promise<void> {
    const started = await Promise.all([...launchers.values()]);
    await Promise.all(started.map((launcher) => launcher.close()));
    await new Promise((resolve) => bait.server.close(resolve));
    bait.abstract.close();
    rmSync(weakHome, { recursive: true });
    rmSync(join("/var/tmp", bait.fileName));
  }

  return { run, leftovers, close };
}

function compilerCommand(name: string): string[] {
  return ["/usr/bin/g++", "-std=gnu++17", "-O1", "-pipe", "-pthread", "-ftemplate-depth=100", "-o", "/out/program", `/box/${name}`];
}

function requestFor(attack: Attack, files: readonly BoxFile[], role: string, bait: Bait): Pick<ExecRequest, "argv" | "env"> {
  const path = `/box/${files[0]!.path}`;
  const words: Record<string, readonly string[]> = {
    "network-connect.py": [String(bait.port)],
    "network-abstract.py": [bait.abstractName],
    "read-files.py": [bait.fileName],
  };
  const rest = [role, ...(words[attack.program] ?? [])];
  switch (extname(attack.program)) {
    case ".py":
      return { argv: ["/usr/bin/python3", "-ISB", path, ...rest], env: attack.program === "read-environment.py" ? {} : ENVIRONMENT };
    case ".js":
      return { argv: ["/opt/judge/node/bin/node", path], env: ENVIRONMENT };
    case ".java": {
      const java = readdirSync("/usr/lib/jvm").find((name) => name.startsWith("java-17-openjdk-"))!;
      return { argv: [`/usr/lib/jvm/${java}/bin/java`, "-Xmx128m", "-XX:+UseSerialGC", "-XX:-UsePerfData", path], env: ENVIRONMENT };
    }
    default:
      return attack.compile ? { argv: compilerCommand(attack.program), env: ENVIRONMENT } : { argv: [path, ...rest], env: ENVIRONMENT };
  }
}

async function layBait(): Promise<Bait & { server: Server; abstract: Server }> {
  const greet = (): Server => createServer((socket) => socket.on("error", () => undefined).end("hello"));
  const [server, abstract] = [greet(), greet()];
  const abstractName = `codequest-bait-${process.pid}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => abstract.listen(`\0${abstractName}`, resolve));
  const fileName = `codequest-bait-${process.pid}.h`;
  writeFileSync(join("/var/tmp", fileName), "int found = HOSTILE_TEST_SECRET;\n", { mode: 0o644 });
  const { port } = server.address() as { port: number };
  return { port, abstractName, fileName, server, abstract };
}

/** Processes, control groups and files of a launcher that should have none, as nobody is connected to it. */
function remains(runDir: string): string[] {
  const folders = readdirSync(runDir);
  const files = folders.flatMap((folder) => readdirSync(join(runDir, folder)).map((name) => `file ${folder}/${name}`));
  const names = new Set(folders);
  return [...processes(), ...files, ...controlGroups(names)];
}

function processes(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
        return uid >= UID_BASE && uid < UID_BASE + UID_COUNT ? [`process ${pid} ${/^Name:\s+(.*)/m.exec(status)?.[1]}`] : [];
      } catch {
        return [];
      }
    });
}

function controlGroups(names: ReadonlySet<string>): string[] {
  const found = execFileSync("find", ["/sys/fs/cgroup", "-mindepth", "1", "-type", "d", "-path", "*/codequest-*/*"], { encoding: "utf8" });
  return found
    .split("\n")
    .filter((path) => path.split("/").some((part) => names.has(part)))
    .map((path) => `control group ${path}`);
}
