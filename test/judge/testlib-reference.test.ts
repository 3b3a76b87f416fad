/**
 * `npm run prove:testlib` with a checkout of MikeMirzayanov/testlib: the checker and interactor runs of its own tests give what its references
 * say, and every way to end a checker arrives.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckerProgram } from "../../src/judge/checker-programs/checker-program.js";
import { createProgramChecker } from "../../src/judge/checker-programs/program-checker.js";
import { testlib } from "../../src/judge/checker-programs/testlib.js";
import type { OutputChecker } from "../../src/judge/checkers/checker.js";
import { checkerWith } from "../../src/judge/checkers/index.js";
import { createInteractor } from "../../src/judge/interaction/interactor.js";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { judge } from "../../src/judge/pipeline.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Container, Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";

const folder = process.env.TESTLIB_FOLDER!;
const read = (...path: string[]) => readFileSync(join(folder, ...path));

/** Ends as the first word of the output says. */
const ENDINGS = `#include "testlib.h"
int main(int argc, char *argv[]) {
    registerTestlibCmd(argc, argv);
    std::string word = ouf.readToken();
    if (word == "ok") quitf(_ok, "fine");
    if (word == "wa") quitf(_wa, "no");
    if (word == "pe") quitf(_pe, "form");
    if (word == "fail") quitf(_fail, "jury");
    if (word == "half") quitp(0.5, "half");
    if (word == "whole") quitp(100);
    if (word == "partial") quitf(_pc(13), "some");
    if (word == "one") quitf(_pc(1), "some");
    if (word == "none") quitf(_pc(0), "none");
    if (word == "info") quitpi("a=1", "text");
    if (word == "answer") ans.readInt();
    quitf(_ok, "%d", ouf.readInt(1, 9));
}
`;

describe("testlib", () => {
  let launcher: TestLauncher;
  let sandbox: Sandbox;
  const open: Container[] = [];

  beforeAll(async () => {
    launcher = await startLauncher();
    // Three checkers keep theirs; an interaction needs two more.
    sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 5 });
  });

  afterAll(async () => {
    await Promise.all(open.map((container) => container.close()));
    await sandbox?.close();
    await launcher?.close();
  });

  const checkerOf = (source: string): OutputChecker => {
    const files = [{ name: "testlib.h", content: read("testlib.h").toString() }];
    const program: CheckerProgram = { kind: "TESTLIB", language: "cpp17", source, files, arguments: [] };
    const opening = async () => {
      const container = await sandbox.open();
      open.push(container);
      return container;
    };
    return createProgramChecker({ program, open: opening });
  };

  describe("gives what its references say", () => {
    const tests = "tests/test-002_run-fcmp-wcmp";
    const file = (path: string) => read(tests, "files", path);
    const referenceOf = (name: string) => ({
      exitCode: Number(read(tests, "refs", name, "exit_code").toString()),
      stderr: read(tests, "refs", name, "stderr"),
    });
    const sources = new Map<string, OutputChecker>();
    it.each([
      ["wcmp", "r1", "output.01", "answer.01"],
      ["wcmp", "r2", "output.01", "output.01"],
      ["wcmp", "r1", "output.01.bom", "answer.01"],
      ["wcmp", "r2", "output.01.bom", "output.01"],
      ["fcmp", "r4", "output.01", "answer.01"],
      ["fcmp", "r5", "output.01", "output.01"],
    ])("%s %s of %s and %s", async (name, reference, output, answer) => {
      const checker = sources.get(name) ?? checkerOf(read(tests, "src", `${name}.cpp`).toString());
      sources.set(name, checker);
      const expected = testlib.read({ ...referenceOf(reference), feedback: [] });
      const request = { input: file("input.01"), actual: file(output), expected: file(answer) };
      expect(await checker.check(request)).toEqual(expected);
    });

    // Here an answer is never missing, so these two references are only read.
    it.each(["r3", "r6"])("%s of a missing answer", (reference) => {
      const failure = 'The checker reported a failure. It said: FAIL Answer file not found: "files/answer2.01"';
      expect(testlib.read({ ...referenceOf(reference), feedback: [] })).toEqual({ ok: false, failure });
    });
  });

  describe("gives what its references say of an interactor", () => {
    const tests = "tests/test-006_interactors";
    const file = (...path: string[]) => read(tests, ...path);
    const reference = (name: string, part: string) => file("refs", name, part).toString();
    /** The verdict on the interactor's output by a checker that compares it with `output`; null: what the interactor itself says. */
    const play = async (source: string, output: string | null) => {
      const files = [{ name: "testlib.h", content: read("testlib.h").toString() }];
      const interactor = file("src", "interactor-a-plus-b.cpp").toString();
      const program: CheckerProgram = { kind: "TESTLIB", language: "cpp17", source: interactor, files, arguments: [] };
      const {
        verdict,
        tests: [first],
      } = await judge({
        ...{
          engine: createContainerEngine("sandbox", sandbox),
          language: findLanguage("cpp17")!,
          source,
          limits: { timeLimitMs: 2000, memoryLimitKb: 262_144 },
        },
        tests: {
          count: 1,
          read: () => Promise.resolve({ input: file("files", "unix", "input.01"), output: Buffer.from(output ?? ""), sample: true }),
        },
        checker: checkerWith("exact", {}),
        partner: createInteractor({ program, checksOutput: output !== null, open: () => sandbox.open() }),
        scorer: createScorer(PASS_FAIL, []),
      });
      return { verdict, message: first!.judgeMessage };
    };
    /** Says all at once, then listens: the interactor must not meet a closed pipe. */
    const recorded = () => `#include <iostream>
#include <string>
int main() {
    std::cout << R"(${file("files", "unix", "participant.01").toString()})" << std::flush;
    for (std::string line; std::getline(std::cin, line);) continue;
}
`;

    it("whose participant is a recorded file", async () => {
      const name = "r-interactor-a-plus-b-1";
      expect(reference(`${name}-1`, "exit_code").trim()).toBe("0");
      const message = reference(`${name}-1`, "stderr").trim();
      expect(await play(recorded(), null)).toEqual({ verdict: "ACCEPTED", message });
      expect((await play(recorded(), reference(`${name}-2`, "stdout"))).verdict).toBe("ACCEPTED");
    });

    it("whose participant is a program", async () => {
      const source = file("src", "interactive-a-plus-b.cpp").toString();
      expect((await play(source, reference("r-interactor-a-plus-b-2-1", "stdout"))).verdict).toBe("ACCEPTED");
      expect((await play(source, reference("r-interactor-a-plus-b-1-2", "stdout"))).verdict).toBe("WRONG_ANSWER");
    });
  });

  describe("ends a checker", () => {
    let checker: OutputChecker;
    beforeAll(() => {
      checker = checkerOf(ENDINGS);
    });

    it.each<[output: string, result: object]>([
      ["ok", { ok: true, message: "ok fine" }],
      ["wa", { ok: false, message: "wrong answer no" }],
      ["pe", { ok: false, message: "wrong output format form" }],
      ["fail", { ok: false, failure: "The checker reported a failure. It said: FAIL jury" }],
      ["half", { ok: true, points: 0.5, message: "points 0.5 half" }],
      ["whole", { ok: true, points: 100, message: "points 100" }],
      ["partial", { ok: false, points: 13, share: 0.13, message: "partially correct (13) some" }],
      ["one", { ok: false, points: 1, share: 0.01, message: "partially correct (1) some" }],
      ["none", { ok: false, points: 0, share: 0, message: "partially correct (0) none" }],
      ["info", { ok: true, message: "points points_info=a=1 text" }],
      ["number 7", { ok: true, message: "ok 7" }],
      ["ok more", { ok: false, message: "wrong output format Extra information in the output file" }],
      ["", { ok: false, message: expect.stringMatching(/^(unexpected eof|wrong output format) Unexpected end of file/) }],
      ["number 10", { ok: false, message: expect.stringContaining("Integer 10 violates the range [1, 9]") }],
      ["answer", { ok: false, failure: expect.stringContaining("FAIL") }],
    ])("after the output %j", async (output, result) => {
      const request = { input: Buffer.from("1\n"), actual: Buffer.from(output), expected: Buffer.from("word\n") };
      expect(await checker.check(request)).toEqual(result);
    });
  });
});
