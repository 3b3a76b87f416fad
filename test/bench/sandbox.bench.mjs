/** What a sandbox costs: one test of a C++ hello, or one check by it, against starting it with nothing around it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createProgramChecker } from "../../dist/judge/checker-programs/program-checker.js";
import { compile } from "../../dist/judge/compilation.js";
import { planExecution } from "../../dist/judge/execution.js";
import { findLanguage } from "../../dist/judge/languages/index.js";
import { createLocalSandbox } from "../../dist/judge/sandbox/local-sandbox.js";
import { baseline, compileC, inFolder, outputOf, runBare } from "./support/bare.mjs";
import { inTurn, median, percentile, timed } from "./support/measure.mjs";

const ROUNDS = 400;
const IDLE_ROUNDS = 60;
/** Of each of input, output and answer. */
const CHECKED_BYTES = 4096;
const IDLE_MS = 60;
const THROUGHPUT_MS = 1500;
const THROUGHPUT_ROUNDS = 6;

export async function run({ row, services }) {
  const sandbox = createLocalSandbox({ socketPath: services.launcher.socket, slots: 4 });
  try {
    await inFolder((folder) => measure(row, sandbox, folder));
  } finally {
    await sandbox.close();
  }
}

async function measure(row, sandbox, folder) {
  const language = findLanguage("cpp17");
  const source = await readFile(baseline("hello.cpp"), "utf8");
  const limits = { timeLimitMs: 1000, memoryLimitKb: 262_144 };
  const open = async () => {
    const { container, files } = await compile({ language, source, open: () => sandbox.open() });
    return { container, files };
  };
  const [first, second] = await Promise.all([open(), open()]);
  // The very same bytes on both sides.
  const bare = join(folder, "hello");
  await writeFile(bare, first.files[0].content, { mode: 0o755 });
  const request = { ...planExecution(language, limits), stdin: Buffer.alloc(0) };
  const exec = async ({ container }) => {
    const { exitCode } = await container.exec(request);
    if (exitCode !== 0) throw new Error("the hello failed");
  };

  const checkers = [];
  const checkerOf = (kind, text) => {
    const program = { kind, language: language.id, source: text, files: [], arguments: [] };
    const opening = async () => {
      const container = await sandbox.open();
      checkers.push(container);
      return container;
    };
    const checker = createProgramChecker({ program, open: opening });
    const data = Buffer.alloc(CHECKED_BYTES, "1 ");
    return async () => {
      const { ok } = await checker.check({ input: data, actual: data, expected: data });
      if (!ok) throw new Error("the checker failed");
    };
  };
  const testlib = checkerOf("TESTLIB", source);
  const kattis = checkerOf("KATTIS", source.replace(/\}\s*$/, "return 42; }\n"));

  const one = { ours: () => timed(() => exec(first)), spawn: () => timed(() => runBare([bare])) };
  const busy = await inTurn(one, { rounds: ROUNDS, warmUp: 30 });
  const names = { unit: "ms", baseline: "spawn from Node" };
  row({ ...names, what: "C++ hello, median", value: median(busy.ours), baselineValue: median(busy.spawn), target: { ratioAtMost: 1.1 } });
  row({ ...names, what: "C++ hello, 99th percentile", value: percentile(busy.ours, 0.99), baselineValue: percentile(busy.spawn, 0.99) });
  const idle = await inTurn(one, { rounds: IDLE_ROUNDS, before: () => delay(IDLE_MS) });
  const afterIdle = { value: median(idle.ours), baselineValue: median(idle.spawn), target: { ratioAtMost: 1.1 } };
  row({ ...names, what: `C++ hello after ${IDLE_MS} ms idle, median`, ...afterIdle });

  const checks = await inTurn(
    { testlib: () => timed(testlib), kattis: () => timed(kattis), spawn: one.spawn },
    { rounds: ROUNDS, warmUp: 30 },
  );
  for (const kind of ["testlib", "kattis"]) {
    const figures = { value: median(checks[kind]), baselineValue: median(checks.spawn), target: { ratioAtMost: 1 } };
    row({ ...names, what: `check by a program (${kind}), median`, ...figures });
  }
  await Promise.all(checkers.map((container) => container.close()));

  const loop = await compileC("fork-exec.c", folder);
  const perSecond = async (...containers) => {
    let runs = 0;
    const since = performance.now();
    const end = since + THROUGHPUT_MS;
    const runAll = async (container) => {
      for (; performance.now() < end; runs++) await exec(container);
    };
    await Promise.all(containers.map(runAll));
    return (runs / (performance.now() - since)) * 1000;
  };
  const forkExec = async () => Number(await outputOf([loop, String(THROUGHPUT_MS / 1000), bare]));
  const throughput = await inTurn(
    {
      one: () => perSecond(first),
      two: () => perSecond(first, second),
      forkExec,
      twoForkExec: async () => {
        const [one, two] = await Promise.all([forkExec(), forkExec()]);
        return one + two;
      },
    },
    { rounds: THROUGHPUT_ROUNDS, warmUp: 1 },
  );
  const slot = median(throughput.one);
  row({
    what: "throughput of one slot",
    value: slot,
    unit: "tests/s",
    baseline: "fork+exec in C",
    baselineValue: median(throughput.forkExec),
    target: { ratioAtLeast: 0.85 },
  });
  row({
    what: "throughput of two slots",
    value: median(throughput.two),
    unit: "tests/s",
    baseline: "two fork+exec loops in C",
    baselineValue: median(throughput.twoForkExec),
    target: { ratioAtLeast: 0.95 },
  });
  await Promise.all([first.container.close(), second.container.close()]);
}
