/** Runs attacks against a launcher as it is installed, and against builds of it with one defence switched off. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { basename, extname, join } from "node:path";
import { compileNative } from "../../../scripts/judge-setup.mjs";
import { prepareJudgeParts } from "../../../scripts/lib/judge-parts.mjs";
import { judgeHome } from "../../../scripts/lib/paths.mjs";
import { slowness } from "../../../scripts/lib/slowness.mjs";
import { findLanguage } from "../../../src/judge/languages/index.js";
import type { Language } from "../../../src/judge/languages/language.js";
import { RequestRefused } from "../../../src/judge/sandbox/launcher-connection.js";
import { createLocalSandbox } from "../../../src/judge/sandbox/local-sandbox.js";
import {
  type BoxFile,
  CollectionTooLarge,
  type Container,
  type ExecLimits,
  type ExecOutcome,
  type ExecRequest,
} from "../../../src/judge/sandbox/sandbox.js";
import { controlGroupsOf } from "../../support/control-groups.js";
import { startLauncher, type TestLauncher } from "../../support/launcher.js";
import { type Attack, type Bait, LIMITS, MIB, type Observed } from "./attack.js";
import { hostileSource } from "./source.js";

const LANGUAGE_BY_EXTENSION: Record<string, string> = {
  ".py": "python",
  ".js": "javascript",
  ".ts": "typescript",
  ".cpp": "cpp17",
  ".java": "java17",
  ".go": "go",
};
/** A user range of this process's own, so that what is counted belongs to these tests alone. */
const UID_BASE = 900_000_000 + process.pid * 8;
const UID_COUNT = 8;
export const GRACE_MS = 2000;
/** Elapsed time as limits count it. */
const since = (started: number): number => (performance.now() - started) / slowness();

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
  const programs = new Map<string, Promise<readonly BoxFile[]>>();

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

  /** Compiled by the sandbox as it should be, once. */
  function filesOf(attack: Attack): Promise<readonly BoxFile[]> {
    const language = languageOf(attack);
    const source = hostileSource(attack.program).replace("@NAME@", bait.fileName).replace("@SCRIPT@", bait.scriptName);
    const file: BoxFile = { path: language.fileName, content: Buffer.from(source) };
    if (attack.compile) return Promise.resolve([file]);
    let compiled = programs.get(attack.program);
    if (!compiled) programs.set(attack.program, (compiled = compile(language, file)));
    return compiled;
  }

  async function compile({ compile: step, supportFiles = [] }: Language, file: BoxFile): Promise<readonly BoxFile[]> {
    if (!step.artifacts) return [file, ...supportFiles];
    const { socketPath } = await launcherFor([]);
    const sandbox = createLocalSandbox({ socketPath, slots: 1 });
    try {
      const container = await sandbox.open();
      await container.put([file]);
      const outcome = await container.exec({ argv: step.argv(file.path), env: step.env, stdin: Buffer.alloc(0), limits: step.limits });
      if (outcome.exitCode !== 0) throw new Error(`${outcome.stdout.toString()}${outcome.stderr.toString()}`);
      return [...(await container.collect({ maxBytes: 64 * MIB, maxFiles: 10 })), ...supportFiles];
    } finally {
      await sandbox.close();
    }
  }

  async function run(attack: Attack, weaken: readonly string[]): ReturnType<HostileWorld["run"]> {
    const files = await filesOf(attack);
    const { socketPath, runDir } = await launcherFor(weaken);
    const { argv, env, limits } = planFor(attack, files);
    const words = attack.words?.({ ...bait, runDir }) ?? [];
    const sandbox = createLocalSandbox({ socketPath, slots: 2 });
    const observed: Observed = { attack: null, look: null, collected: [], error: null };
    let elapsedMs = 0;
    const open = async (): Promise<Container> => {
      const container = await sandbox.open();
      await container.put(files);
      return container;
    };
    const call = async (container: Container, role: string): Promise<ExecOutcome> => {
      const started = performance.now();
      try {
        const rest = attack.compile ? [] : [role, ...words];
        return await container.exec({ argv: [...argv, ...rest], env, stdin: Buffer.from("1 2 3\n"), limits });
      } finally {
        elapsedMs = Math.max(elapsedMs, since(started));
      }
    };
    try {
      const container = await open();
      const other = attack.then === "has an accomplice" ? await open() : null;
      const accomplice = other && call(other, "accomplice");
      observed.attack = await call(container, "attack");
      if (accomplice) observed.look = await accomplice;
      else if (attack.then === "looks again") observed.look = await call(container, "look");
      else observed.collected = await collect(container);
      await Promise.all([container.close(), other?.close()]);
    } catch (error) {
      observed.error = error as Error;
    } finally {
      await sandbox.close();
    }
    return { observed, limits, elapsedMs };
  }

  async function leftovers(weaken: readonly string[]): Promise<string[]> {
    const { runDir } = await launcherFor(weaken);
    const deadline = performance.now() + GRACE_MS * slowness();
    for (;;) {
      const left = remains(runDir);
      if (left.length === 0 || performance.now() > deadline) return left;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function close(): Promise<void> {
    const started = await Promise.all([...launchers.values()]);
    await Promise.all(started.map((launcher) => launcher.close()));
    await bait.remove();
    rmSync(weakHome, { recursive: true });
  }

  return { run, leftovers, close };
}

function languageOf({ program }: Attack): Language {
  return findLanguage(LANGUAGE_BY_EXTENSION[extname(program)]!)!;
}

/** As a submission would be compiled or run, with smaller limits. */
function planFor(attack: Attack, files: readonly BoxFile[]): Pick<ExecRequest, "argv" | "env" | "limits"> {
  const { compile: step, run } = languageOf(attack);
  if (attack.compile) {
    const limits = { ...LIMITS, cpuMs: 8000, wallMs: 12_000, memoryBytes: 512 * MIB, processes: step.limits.processes };
    return { argv: step.argv(files[0]!.path), env: step.env, limits: { ...limits, ...attack.limits } };
  }
  const { argv, env, processes, memoryBytes } = run({ memoryLimitBytes: LIMITS.memoryBytes });
  return { argv, env, limits: { ...LIMITS, processes, memoryBytes, ...attack.limits } };
}

/** What is refused was never taken in: too much of it, or its container had to be given up. */
async function collect(container: Container): Promise<readonly BoxFile[]> {
  try {
    return await container.collect({ maxBytes: 64 * MIB, maxFiles: 100 });
  } catch (error) {
    if (error instanceof CollectionTooLarge || error instanceof RequestRefused) return [];
    throw error;
  }
}

async function layBait(): Promise<Omit<Bait, "runDir"> & { remove(): Promise<void> }> {
  const name = `codequest-bait-${process.pid}`;
  const place = { abstractName: name, fileName: `${name}.h`, scriptName: `${name}.ts`, socketPath: `/var/tmp/${name}.sock` };
  const listen = async (where: string | number): Promise<Server> => {
    const server = createServer((socket) => socket.on("error", () => undefined).end("hello"));
    await new Promise<void>((resolve) => {
      if (typeof where === "number") server.listen(where, "127.0.0.1", resolve);
      else server.listen(where, resolve);
    });
    return server;
  };
  const servers = await Promise.all([0, `\0${name}`, place.socketPath].map(listen));
  chmodSync(place.socketPath, 0o777);
  const files = [place.fileName, place.scriptName].map((file) => join("/var/tmp", file));
  writeFileSync(files[0]!, "int found = HOSTILE_TEST_SECRET;\n", { mode: 0o644 });
  writeFileSync(files[1]!, 'const key: number = HOSTILE_TEST_SECRET;\nexport const secret = "HOSTILE_TEST_SECRET" as const;\n', {
    mode: 0o644,
  });
  const { port } = servers[0]!.address() as { port: number };
  const remove = async (): Promise<void> => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    for (const file of files) rmSync(file);
  };
  return { port, ...place, remove };
}

/** Processes, control groups and files of a launcher that should have none, as nobody is connected to it. */
function remains(runDir: string): string[] {
  const folders = readdirSync(runDir);
  const files = folders.flatMap((folder) => readdirSync(join(runDir, folder)).map((name) => `file ${folder}/${name}`));
  const names = new Set(folders);
  // The launcher's own group stays; those of containers are inside it.
  const groups = controlGroupsOf(names).filter((path) => !names.has(basename(path)));
  return [...processes(), ...files, ...groups.map((path) => `control group ${path}`)];
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
