/** Programs that look as if they had met a limit, through compiler, sandbox and verdict. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { runOnce, type RunOutput } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";

let launcher: TestLauncher;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
});
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

async function run(language: string, source: string): Promise<RunOutput> {
  const limits = { timeLimitMs: 5000, memoryLimitKb: 131_072, outputLimitBytes: 1 << 20 };
  const inputs = [{ input: Buffer.from("1 2\n"), expected: Buffer.from("3\n") }];
  const { runs, compilerOutput } = await runOnce({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage(language)!,
    source,
    inputs,
    limits,
    checker: tokens,
  });
  if (!runs[0]) throw new Error(compilerOutput);
  return runs[0];
}
const cpp = (body: string): string => `#include <bits/stdc++.h>\nusing namespace std;\nint main() {\n${body}\n}\n`;

describe("a verdict", () => {
  it.each(["SIGXCPU", "SIGXFSZ"])("is RUNTIME_ERROR for %s that the program raised itself", async (signal) => {
    expect(await run("cpp17", cpp(`raise(${signal});`))).toMatchObject({ verdict: "RUNTIME_ERROR", detail: signal });
    const python = `import os, signal\nsignal.signal(signal.${signal}, signal.SIG_DFL)\nos.kill(os.getpid(), signal.${signal})\n`;
    expect(await run("python", python)).toMatchObject({ verdict: "RUNTIME_ERROR", detail: signal });
  });

  it("is OUTPUT_LIMIT_EXCEEDED for a file that became too large", async () => {
    const large = cpp(
      `ofstream file("large"); vector<char> block(1 << 16); for (int i = 0; i < 64; i++) file.write(block.data(), block.size());`,
    );
    expect(await run("cpp17", large)).toMatchObject({ verdict: "OUTPUT_LIMIT_EXCEEDED" });
    expect(await run("python", "open('large', 'wb').write(bytes(4 << 20))")).toMatchObject({ verdict: "OUTPUT_LIMIT_EXCEEDED" });
  });

  it("goes by standard output, however much is written to standard error", async () => {
    const talkative = `int a, b; cin >> a >> b; string line(1023, 'x'); for (int i = 0; i < 8192; i++) cerr << line << '\\n'; cout << a + b << endl;`;
    expect(await run("cpp17", cpp(talkative))).toMatchObject({ verdict: "ACCEPTED" });
    const python = "import sys\na, b = map(int, input().split())\nfor _ in range(8): sys.stderr.write('x' * (1 << 20))\nprint(a + b)\n";
    const outcome = await run("python", python);
    expect(outcome).toMatchObject({ verdict: "ACCEPTED" });
    expect(outcome.stderr.length).toBeLessThan(128 << 10);
  });
});
