/** Compiled programs are kept, against a real sandbox: what is compiled once, what is compiled again, and what cannot be changed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { rootPrefix } from "../../scripts/lib/privilege.mjs";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { ArtifactCache } from "../../src/judge/artifact-cache.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage, LANGUAGES } from "../../src/judge/languages/index.js";
import { HELLO, type Language } from "../../src/judge/languages/language.js";
import { judge } from "../../src/judge/pipeline.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";

const LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 512 * 1024 };
const cpp17 = findLanguage("cpp17")!;

let launcher: TestLauncher;
let real: Sandbox;
let folder: string;
/** Containers opened since the last look. */
let opened: number;
/** Programs started in them. */
let started: number;
let sandbox: Sandbox;

beforeAll(async () => {
  launcher = await startLauncher();
  real = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
  sandbox = {
    slots: 1,
    lend: () => Promise.resolve(null),
    probe: () => real.probe(),
    close: () => real.close(),
    async open() {
      opened++;
      const container = await real.open();
      return {
        put: (files) => container.put(files),
        collect: (limits) => container.collect(limits),
        close: () => container.close(),
        companion: () => container.companion(),
        interact: (request) => container.interact(request),
        exec: (request) => {
          started++;
          return container.exec(request);
        },
      };
    },
  };
});
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "artifacts-")), "programs");
  opened = started = 0;
});
afterAll(async () => {
  await real?.close();
  await launcher?.close();
});

const cacheIn = (path: string, toolchain = "tools") =>
  new ArtifactCache({ folder: path, toolchain: () => Promise.resolve(toolchain), onProblem: () => undefined });

function judgeHello(artifacts: ArtifactCache, language: Language, source = language.hello) {
  const tests = {
    count: 1,
    read: () => Promise.resolve({ sample: true, input: Buffer.alloc(0), output: Buffer.from(HELLO) }),
  };
  return judge({
    engine: createContainerEngine("sandbox", sandbox),
    language,
    source,
    artifacts,
    tests,
    limits: LIMITS,
    checker: tokens,
    scorer: createScorer(PASS_FAIL, []),
  });
}

/** Judges and waits for what is kept; answers with the verdict and how many containers and programs it took. */
async function take(artifacts: ArtifactCache, language: Language, source?: string) {
  opened = started = 0;
  const { verdict, compilerOutput } = await judgeHello(artifacts, language, source);
  await artifacts.settled();
  return { verdict, compilerOutput, opened, started };
}

describe("kept programs", () => {
  it.each(LANGUAGES.map((language) => [language.name, language] as const))(
    "%s: the second time nothing is compiled",
    async (_name, language) => {
      const first = await take(cacheIn(folder), language);
      expect(first).toMatchObject({ verdict: "ACCEPTED", started: 2 });
      expect(await take(cacheIn(folder), language)).toMatchObject({ verdict: "ACCEPTED", opened: 1, started: 1 });
    },
  );

  it("a run on samples uses what judging has compiled", async () => {
    await take(cacheIn(folder), cpp17);
    started = 0;
    const inputs = [{ input: Buffer.alloc(0), expected: Buffer.from(HELLO) }];
    const artifacts = cacheIn(folder);
    const { runs } = await runOnce({
      engine: createContainerEngine("sandbox", sandbox),
      language: cpp17,
      source: cpp17.hello,
      artifacts,
      inputs,
      limits: LIMITS,
      checker: tokens,
    });
    expect(runs[0]!.verdict).toBe("ACCEPTED");
    expect(started).toBe(1);
  });

  it("a compilation error is kept with its words, and needs no sandbox the second time", async () => {
    const source = "int main() { return nothing; }\n";
    const first = await take(cacheIn(folder), cpp17, source);
    expect(first).toMatchObject({ verdict: "COMPILATION_ERROR", opened: 1 });
    expect(await take(cacheIn(folder), cpp17, source)).toEqual({ ...first, opened: 0, started: 0 });
  });

  it("a compilation that ran into a limit is tried again", async () => {
    const language = { ...cpp17, compile: { ...cpp17.compile, limits: { ...cpp17.compile.limits, cpuMs: 20 } } };
    for (let time = 0; time < 2; time++) {
      const { verdict, compilerOutput, started } = await take(cacheIn(folder), language);
      expect([verdict, started]).toEqual(["COMPILATION_ERROR", 1]);
      expect(compilerOutput).toContain("took longer");
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it("other flags, other toolchains and another source are compiled", async () => {
    await take(cacheIn(folder), cpp17);
    const flags = { ...cpp17.compile, argv: (name: string) => [...cpp17.compile.argv(name), "-g0"] };
    expect((await take(cacheIn(folder), { ...cpp17, compile: flags })).started).toBe(2);
    expect((await take(cacheIn(folder, "newer tools"), cpp17)).started).toBe(2);
    expect((await take(cacheIn(folder), cpp17, `${cpp17.hello}\n`)).started).toBe(2);
    expect((await take(cacheIn(folder), cpp17)).started).toBe(1);
  });

  it("a damaged program is compiled again", async () => {
    await take(cacheIn(folder), cpp17);
    const [name] = await readdir(folder);
    const whole = await readFile(join(folder, name!));
    whole[whole.length >> 1]! ^= 1;
    await writeFile(join(folder, name!), whole);
    expect(await take(cacheIn(folder), cpp17)).toMatchObject({ verdict: "ACCEPTED", started: 2 });
    expect((await take(cacheIn(folder), cpp17)).started).toBe(1);
  });

  it("a program cannot change what is kept of it, nor what is kept of others", async () => {
    await take(cacheIn(folder), cpp17);
    const changer = `#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main() {
    const char* paths[] = {"/box/main", "/proc/self/exe", "/box/planted", "/out/main", "/opt/judge/planted"};
    for (const char* path : paths) {
        chmod(path, 0777);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0777);
        if (fd >= 0) write(fd, "changed", 7);
    }
    rename("/out/main", "/box/main");
    puts("Hello, world!");
}
`;
    const hashes = async () =>
      Object.fromEntries(
        await Promise.all(
          (await readdir(folder)).map(
            async (name) =>
              [
                name,
                createHash("sha256")
                  .update(await readFile(join(folder, name)))
                  .digest("hex"),
              ] as const,
          ),
        ),
      );
    expect(await take(cacheIn(folder), cpp17, changer)).toMatchObject({ verdict: "ACCEPTED", started: 2 });
    const before = await hashes();
    expect(Object.keys(before)).toHaveLength(2);
    for (let time = 0; time < 2; time++) {
      expect(await take(cacheIn(folder), cpp17, changer)).toMatchObject({ verdict: "ACCEPTED", started: 1 });
    }
    expect(await take(cacheIn(folder), cpp17)).toMatchObject({ verdict: "ACCEPTED", started: 1 });
    expect(await hashes()).toEqual(before);
  });

  it("on a full disk programs are judged all the same", async () => {
    const prefix = (await rootPrefix())!;
    const asRoot = (...words: string[]) => {
      const [command, ...args] = [...prefix, ...words];
      return promisify(execFile)(command!, args);
    };
    await mkdir(folder, { recursive: true });
    await asRoot("mount", "-t", "tmpfs", "-o", `size=4096,mode=700,uid=${process.getuid!()}`, "tmpfs", folder);
    try {
      const problems: unknown[] = [];
      const artifacts = new ArtifactCache({
        folder,
        toolchain: () => Promise.resolve("tools"),
        onProblem: (error) => problems.push(error),
      });
      for (let time = 0; time < 2; time++) {
        expect(await take(artifacts, cpp17)).toMatchObject({ verdict: "ACCEPTED", started: 2 });
      }
      expect(problems).toEqual([expect.objectContaining({ code: "ENOSPC" }), expect.objectContaining({ code: "ENOSPC" })]);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await asRoot("umount", folder);
      await rm(folder, { recursive: true, force: true });
    }
  });
});
