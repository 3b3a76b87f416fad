/** What every execution engine does with the same programs, and how Docker and Judge0 fail. Their servers are local stand-ins that run programs for real. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CheckerProgram } from "../../src/judge/checker-programs/checker-program.js";
import { createProgramChecker } from "../../src/judge/checker-programs/program-checker.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { withContainers } from "../../src/judge/containers.js";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { createDockerClient } from "../../src/judge/engines/docker/docker-client.js";
import { createDockerSandbox, type DockerSandbox } from "../../src/judge/engines/docker/docker-sandbox.js";
import { EngineCannot, type ExecutionEngine } from "../../src/judge/engines/engine.js";
import { createJudge0Engine } from "../../src/judge/engines/judge0/judge0-engine.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { createMultiPass } from "../../src/judge/passes/multi-pass.js";
import { judge } from "../../src/judge/pipeline.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import { MachineBusy, SandboxError } from "../../src/judge/sandbox/sandbox.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { describedBy } from "../support/docker-engine/description.js";
import { type DockerServer, startDockerServer } from "../support/docker-engine/server.js";
import { type Judge0Server, startJudge0Server } from "../support/judge0-server/server.js";
import { startLauncher } from "../support/launcher.js";

const IMAGE = "codequest-judge:test";
const LIMITS = { timeLimitMs: 3000, memoryLimitKb: 131_072 };

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let docker: DockerServer;
let judge0: Judge0Server;
let inDocker: DockerSandbox;
let engines: Record<string, ExecutionEngine>;

const dockerSandbox = () =>
  createDockerSandbox({
    client: createDockerClient({ url: docker.url, timeoutMs: 60_000 }),
    image: IMAGE,
    installation: "test",
    slots: 2,
  });
const judge0Engine = (more: object = {}): ExecutionEngine =>
  createJudge0Engine({
    baseUrl: judge0.url,
    key: judge0.key,
    keyHeader: "X-Auth-Token",
    timeoutMs: 60_000,
    queueMs: 60_000,
    slots: 3,
    ...more,
  });

beforeAll(async () => {
  launcher = await startLauncher();
  [docker, judge0] = await Promise.all([startDockerServer(IMAGE), startJudge0Server()]);
  const sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 2 });
  inDocker = dockerSandbox();
  engines = {
    sandbox: createContainerEngine("sandbox", sandbox),
    docker: createContainerEngine("docker", inDocker, () => inDocker.toolchains()),
    judge0: judge0Engine(),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(engines).map((engine) => engine.close()));
  await Promise.all([docker.close(), judge0.close(), launcher.close()]);
});
beforeEach(() => {
  docker.fault = () => undefined;
  docker.breakAfterBytes = null;
  judge0.fault = () => undefined;
  judge0.unfinishedReads = 0;
  judge0.override = null;
});

async function run(engine: ExecutionEngine, language: string, source: string, input: string | Buffer = "", limits: object = LIMITS) {
  const { compiled, compilerOutput, runs } = await runOnce({
    ...{ engine, language: findLanguage(language)!, source, checker: tokens, limits: { ...LIMITS, ...limits } },
    inputs: [{ input: Buffer.from(input) }],
  });
  return { compiled, compilerOutput, ...runs[0] };
}

const verdictOf = (engine: ExecutionEngine, language: string, source: string, answers: [input: string, output: string][]) =>
  judge({
    ...{ engine, language: findLanguage(language)!, source, limits: LIMITS, checker: tokens, scorer: createScorer(PASS_FAIL, []) },
    tests: {
      count: answers.length,
      read: (index) =>
        Promise.resolve({ sample: index === 0, input: Buffer.from(answers[index]![0]), output: Buffer.from(answers[index]![1]) }),
    },
  });

const SUM = "a, b = map(int, input().split())\nprint(a + b)\n";
const SUM_CPP = "#include <iostream>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n";

describe.each(["sandbox", "docker", "judge0"])("%s", (name) => {
  const engine = (): ExecutionEngine => engines[name]!;

  it("accepts what is right, test by test, and stops at what is wrong", async () => {
    const right: [string, string][] = [
      ["1 2", "3"],
      ["-5 5", "0"],
      ["1000000 1", "1000001"],
    ];
    expect(await verdictOf(engine(), "python", SUM, right)).toMatchObject({ verdict: "ACCEPTED", testsPassed: 3, testsTotal: 3 });
    expect(await verdictOf(engine(), "python", SUM, [...right.slice(0, 1), ["1 1", "3"]])).toMatchObject({
      verdict: "WRONG_ANSWER",
      testsPassed: 1,
    });
  });

  it("compiles, with the flags of the language, and says why it can't", async () => {
    expect(await verdictOf(engine(), "cpp17", SUM_CPP, [["2 3", "5"]])).toMatchObject({ verdict: "ACCEPTED" });
    const standard = "#include <iostream>\nint main() { std::cout << __cplusplus; }";
    expect(await run(engine(), "cpp20", standard)).toMatchObject({ compiled: true, verdict: null, stdout: expect.stringMatching(/^2020/) });
    const broken = await verdictOf(engine(), "cpp17", "int main() { return missing; }", [["", ""]]);
    expect(broken).toMatchObject({
      verdict: "COMPILATION_ERROR",
      tests: [],
      compilerOutput: expect.stringContaining("main.cpp:1:21: error"),
    });
  });

  it.each([
    ["an exit code", "import sys\nsys.exit(3)", "exit code 3"],
    ["an exception", "raise ValueError('no')", "exit code 1"],
    ["a signal", "import os\nos.kill(os.getpid(), 11)", "SIGSEGV"],
    ["an abort", "import os\nos.abort()", "SIGABRT"],
  ])("reports %s", async (_what, source, detail) => {
    expect(await run(engine(), "python", source)).toMatchObject({ verdict: "RUNTIME_ERROR", detail });
  });

  it("keeps standard output and error apart, byte by byte", async () => {
    const source = "import sys\nsys.stdout.buffer.write('λ ☃ 🦉\\n'.encode() + b'\\n')\nsys.stderr.write('ünd\\n')\n";
    expect(await run(engine(), "python", source)).toMatchObject({ verdict: null, stdout: "λ ☃ 🦉\n\n", stderr: "ünd\n" });
  });

  it("hands over large and binary inputs, and input that nobody reads", async () => {
    const source = "import sys, hashlib\ndata = sys.stdin.buffer.read()\nprint(len(data), hashlib.sha256(data).hexdigest()[:8])";
    const input = Buffer.alloc(3_000_000, Buffer.from([0, 255, 10, 13, 65, 195, 169]));
    const local = await run(engines.sandbox!, "python", source, input);
    expect(local.stdout).toMatch(/^3000000 /);
    expect((await run(engine(), "python", source, input)).stdout).toBe(local.stdout);
    expect(await run(engine(), "python", "print('done')", input)).toMatchObject({ verdict: null, stdout: "done\n" });
  });

  it("stops a loop at its CPU time, and measures what a program needs", async () => {
    const loop = await run(engine(), "python", "while True: pass", "", { timeLimitMs: 500 });
    expect(loop).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" });
    expect(loop.cpuMs).toBeGreaterThan(500);
    const burn = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\nprint('done')";
    const burnt = await run(engine(), "python", burn);
    expect(burnt).toMatchObject({ verdict: null, stdout: "done\n" });
    expect(burnt.cpuMs).toBeGreaterThan(350);
    expect(burnt.cpuMs).toBeLessThan(3000);
    expect(burnt.peakMemoryKb).toBeGreaterThan(1000);
  });

  it("stops a sleeper at its elapsed time", async () => {
    const sleeper = await run(engine(), "python", "import time\ntime.sleep(600)", "", { timeLimitMs: 200 });
    expect(sleeper).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "WALL" });
  });

  it("stops a program at its memory", async () => {
    const eater = "blocks = []\nwhile True: blocks.append(bytearray(1 << 20))";
    expect(await run(engine(), "python", eater, "", { memoryLimitKb: 65_536, timeLimitMs: 10_000 })).toMatchObject({
      verdict: "MEMORY_LIMIT_EXCEEDED",
    });
  });

  it("stops a program at its output", async () => {
    const chatter = "while True: print('x' * 1000)";
    expect(await run(engine(), "python", chatter, "", { timeLimitMs: 10_000, outputLimitBytes: 100_000 })).toMatchObject({
      verdict: "OUTPUT_LIMIT_EXCEEDED",
    });
  });

  it("gives a slot back when a caller no longer waits", async () => {
    const stop = new AbortController();
    const language = findLanguage("python")!;
    const waits = runOnce({
      ...{ engine: engine(), language, source: "import time\ntime.sleep(600)", checker: tokens, limits: LIMITS, signal: stop.signal },
      inputs: [{ input: Buffer.alloc(0) }],
    });
    setImmediate(() => stop.abort(new Error("gone")));
    await expect(waits).rejects.toThrow("gone");
    const several = Array.from({ length: engine().slots }, (_, index) => run(engine(), "python", `print(${index})`));
    expect((await Promise.all(several)).map(({ stdout }) => stdout)).toEqual(several.map((_, index) => `${index}\n`));
  });

  it("says how far it can be trusted", async () => {
    const { level, checks, cgroup } = await engine().probe();
    expect({ name, level, failed: Object.entries(checks).filter(([, reason]) => reason !== null) }).toEqual({
      name,
      level: name === "judge0" ? "remote" : "full",
      failed: [],
    });
    expect(cgroup === "none").toBe(name === "judge0");
  });
});

describe("Docker", () => {
  it("leaves no container behind, and removes those of workers that died", async () => {
    const old = docker.leave({ "codequest.engine": "test", "codequest.until": String(Date.now() - 1) });
    const used = docker.leave({ "codequest.engine": "test", "codequest.until": String(Date.now() + 600_000) });
    const other = docker.leave({ "codequest.engine": "another", "codequest.until": "0" });
    await engines.docker!.probe();
    await run(engines.docker!, "python", "print(1)");
    expect(docker.containers()).not.toContain(old);
    expect(docker.containers().sort()).toEqual([used, other].sort());
  });

  it("shows a program nothing of the one before it", async () => {
    const tests: [string, string][] = [
      ["1", "0"],
      ["2", "0"],
    ];
    const trace =
      "import os\nprint(sum(len(os.listdir(f)) for f in ('/work', '/tmp', '/home/sandbox')))\nopen('/tmp/trace', 'w').write('x')";
    expect(await verdictOf(engines.docker!, "python", trace, tests)).toMatchObject({ verdict: "ACCEPTED", testsPassed: 2 });
    const files = "try:\n  open('/box/main.py', 'a')\n  print('written')\nexcept OSError: print('refused')";
    expect((await run(engines.docker!, "python", files)).stdout).toBe("refused\n");
  });

  it("runs checker programs, with what they are given and what they leave", async () => {
    const source = [
      "import sys",
      "given, answer, folder = open(sys.argv[1]).read(), open(sys.argv[2]).read(), sys.argv[3]",
      "open(folder + 'judgemessage.txt', 'w').write(f'{given.strip()} {answer.strip()}')",
      "sys.exit(42 if sys.stdin.read().split() == given.split()[::-1] else 43)",
    ].join("\n");
    const program: CheckerProgram = { kind: "KATTIS", language: "python", source, files: [], arguments: [] };
    await withContainers(inDocker, undefined, async (open) => {
      const checker = createProgramChecker({ program, open });
      const check = (actual: string) =>
        checker.check({ input: Buffer.from("1 2 3"), expected: Buffer.from("any order"), actual: Buffer.from(actual) });
      expect(await check("3 2 1")).toMatchObject({ ok: true, message: "1 2 3 any order" });
      expect(await check("1 2 3")).toMatchObject({ ok: false });
    });
  });

  it("judges multi-pass problems: what the validator leaves lasts from pass to pass", async () => {
    const source = [
      "import sys",
      "n, folder = int(sys.stdin.read()), sys.argv[3]",
      "open(folder + 'seen', 'a').write(f'{n} ')",
      "if n < 28: open(folder + 'nextpass.in', 'w').write(str(n))",
      "elif open(folder + 'seen').read() != '14 28 ': sys.exit(43)",
      "sys.exit(42)",
    ].join("\n");
    const program: CheckerProgram = { kind: "KATTIS", language: "python", source, files: [], arguments: [] };
    const result = await withContainers(inDocker, undefined, (open) =>
      judge({
        ...{ engine: engines.docker!, language: findLanguage("python")!, source: "print(2 * int(input()))", limits: LIMITS },
        ...{ checker: tokens, scorer: createScorer(PASS_FAIL, []), partner: createMultiPass({ program, passes: 5, open }) },
        tests: { count: 1, read: () => Promise.resolve({ sample: false, input: Buffer.from("7"), output: Buffer.from("") }) },
      }),
    );
    expect(result).toMatchObject({ verdict: "ACCEPTED", testsPassed: 1 });
  });

  it("compiles programs of several files, and refuses interaction", async () => {
    const files = [{ path: "more.h", content: Buffer.from("int answer() { return 42; }\n") }];
    const source = '#include <cstdio>\n#include "more.h"\nint main() { printf("%d", answer()); }';
    const result = await judge({
      ...{ engine: engines.docker!, language: findLanguage("cpp17")!, source, files, limits: LIMITS },
      ...{ checker: tokens, scorer: createScorer(PASS_FAIL, []) },
      tests: { count: 1, read: () => Promise.resolve({ sample: false, input: Buffer.from(""), output: Buffer.from("42") }) },
    });
    expect(result.verdict).toBe("ACCEPTED");
    await withContainers(inDocker, undefined, async (open) => {
      const container = await open();
      await expect(container.interact({} as never)).rejects.toThrow("interactive problems");
    });
  });

  it.each([
    ["a container can't be created", (_method: string, route: string) => (route === "/containers/create" ? { status: 500 } : undefined)],
    ["the image is gone", (_method: string, route: string) => (route === "/containers/create" ? { status: 404 } : undefined)],
    ["a container does not start", (_method: string, route: string) => (route === "/containers/{id}/start" ? { status: 500 } : undefined)],
    [
      "a program is refused with a conflict",
      (_method: string, route: string) => (route === "/exec/{id}/start" ? { status: 409 } : undefined),
    ],
    [
      "the connection is lost before a program starts",
      (_method: string, route: string) => (route === "/exec/{id}/start" ? ("drop" as const) : undefined),
    ],
    ["the engine is gone", () => "drop" as const],
  ])("fails, without a verdict, when %s", async (_what, fault) => {
    docker.fault = fault;
    await expect(run(engines.docker!, "python", "print(1)")).rejects.toThrow(SandboxError);
    docker.fault = () => undefined;
    expect((await run(engines.docker!, "python", "print(1)")).stdout).toBe("1\n");
  });

  it.each([0, 50_000])("fails, without a verdict, when the connection is lost after %i bytes of the output", async (bytes) => {
    docker.breakAfterBytes = bytes;
    await expect(run(engines.docker!, "python", "for _ in range(100): print('x' * 1000, flush=True)")).rejects.toThrow(SandboxError);
  });

  it("tells standard error from the mark of its end", async () => {
    const { stderr } = await run(engines.docker!, "python", "import sys\nsys.stderr.write('no line end')");
    expect(stderr).toBe("no line end");
  });

  it("quotes neither sources nor Docker's messages", async () => {
    docker.fault = (_method, route) => (route === "/containers/{id}/exec" ? { status: 500, message: "secret source" } : undefined);
    const error: Error = await run(engines.docker!, "python", "print('secret')").then(
      () => new Error("did not fail"),
      (reason: Error) => reason,
    );
    expect(error.message).toBe('Docker answered "start a program" with status 500.');
  });

  it("says what is missing", async () => {
    docker.images.delete(IMAGE);
    expect(await engines.docker!.probe()).toMatchObject({ level: "none", detail: expect.stringContaining("DOCKER_IMAGE") });
    docker.images.add(IMAGE);
    docker.fault = () => "drop";
    expect(await engines.docker!.probe()).toMatchObject({ level: "none", detail: expect.stringContaining("not reachable") });
  });

  it("sends what Docker's description allows", async () => {
    const faults = await describedBy(process.env.DOCKER_API_DESCRIPTION, docker.exchanges);
    expect(docker.exchanges.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });
});

describe("Judge0", () => {
  const answers: [string, string][] = [["1 2", "3"]];
  const solve = (engine = engines.judge0!) => verdictOf(engine, "python", SUM, answers);

  it("waits while a submission is in the queue and in progress", async () => {
    judge0.unfinishedReads = 4;
    expect(await solve()).toMatchObject({ verdict: "ACCEPTED" });
  });

  it("sends runs of one moment in one batch, and asks for them together", async () => {
    const engine = judge0Engine({ slots: 8 });
    judge0.batches.length = 0;
    const runs = await Promise.all(Array.from({ length: 8 }, (_, index) => run(engine, "python", `print(${index})`)));
    expect(runs.map(({ stdout }) => stdout)).toEqual(runs.map((_, index) => `${index}\n`));
    expect(judge0.batches.flat()).toHaveLength(8);
    expect(judge0.batches.length).toBeLessThan(5);
    await engine.close();
  });

  it("uses the newest version of a language, and refuses one that it lacks", async () => {
    judge0.batches.length = 0;
    await solve();
    expect(judge0.batches.flat()).toMatchObject([{ language_id: 92, enable_network: false }]);
    await expect(run(engines.judge0!, "java17", "class Main {}")).rejects.toThrow(EngineCannot);
    expect(await engines.judge0!.toolchains()).toMatchObject({ versions: { python: "Python (3.11.2), Judge0 1.14.0" } });
  });

  it("repeats what was limited or failed, as Retry-After says", async () => {
    const left = [
      { status: 429, headers: { "retry-after": "1" } },
      { status: 503 },
      { status: 500, body: "<html>" },
      { status: 200, body: "{}" },
    ];
    judge0.fault = (what) => (what.endsWith("/batch") ? left.shift() : undefined);
    const startedAt = performance.now();
    expect(await solve()).toMatchObject({ verdict: "ACCEPTED" });
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(left).toEqual([]);
  });

  it("is busy, not broken, when its queue stays full", async () => {
    judge0.fault = (what) => (what.endsWith("/batch") ? { status: 503, headers: { "retry-after": "3600" } } : undefined);
    await expect(solve()).rejects.toThrow(MachineBusy);
  });

  it("is broken when the key is refused, and never names it", async () => {
    const engine = judge0Engine({ key: "wrong-key-5f2a" });
    const error: Error = await solve(engine).then(
      () => new Error("did not fail"),
      (reason: Error) => reason,
    );
    expect(error).toBeInstanceOf(SandboxError);
    expect(error.message).toBe("Judge0 refused the key.");
    expect(await engine.probe()).toMatchObject({ level: "none", detail: "Judge0 refused the key." });
    await engine.close();
  });

  it("is not asked any more after it failed repeatedly", async () => {
    const engine = judge0Engine();
    await engine.probe();
    judge0.fault = () => "drop";
    const failures = await Promise.allSettled([solve(engine), solve(engine)]);
    expect(failures.every(({ status }) => status === "rejected")).toBe(true);
    await solve(engine).catch(() => undefined);
    judge0.requests.length = 0;
    await expect(solve(engine)).rejects.toThrow("not asked for now");
    expect(judge0.requests).toEqual([]);
    await engine.close();
  });

  it.each([
    [4, {}, "ACCEPTED", null],
    [5, { time: "9.9" }, "TIME_LIMIT_EXCEEDED", "CPU"],
    [5, { time: "0.1" }, "TIME_LIMIT_EXCEEDED", "WALL"],
    [6, { compile_output: Buffer.from("no") }, "COMPILATION_ERROR", null],
    [7, {}, "RUNTIME_ERROR", "SIGSEGV"],
    [8, {}, "OUTPUT_LIMIT_EXCEEDED", null],
    [9, {}, "RUNTIME_ERROR", "SIGFPE"],
    [10, {}, "RUNTIME_ERROR", "SIGABRT"],
    [11, { exit_code: 7 }, "RUNTIME_ERROR", "exit code 7"],
    [12, { exit_signal: 15 }, "RUNTIME_ERROR", "SIGTERM"],
    [12, { exit_signal: 9, memory: 131_072 }, "MEMORY_LIMIT_EXCEEDED", null],
    [13, {}, "SandboxError", null],
    [14, {}, "SandboxError", null],
  ])("maps status %i", async (status, more, verdict, detail) => {
    judge0.override = () => ({ status, ...more });
    const ended = await solve().catch((error: Error) => ({ verdict: error.name, detail: null }));
    expect({ verdict: ended.verdict, detail: ended.detail }).toEqual({ verdict, detail });
  });

  it("refuses limits above what it allows, and programs of several files", async () => {
    await expect(run(engines.judge0!, "python", "print(1)", "", { timeLimitMs: 20_000 })).rejects.toThrow(EngineCannot);
    await expect(run(engines.judge0!, "python", "print(1)", "", { memoryLimitKb: 4_000_000 })).rejects.toThrow(EngineCannot);
    const files = [{ path: "more.py", content: Buffer.from("") }];
    const asked = engines.judge0!.withProgram({ language: findLanguage("python")!, source: "1", files, limits: LIMITS }, () =>
      Promise.resolve(),
    );
    await expect(asked).rejects.toThrow("several source files");
  });
});
