import { describe, expect, it } from "@jest/globals";
import type { ExecOutcome } from "../sandbox/sandbox.js";
import type { ProblemProgram } from "./problem-program.js";
import { ProgramFailed, type ProgramRunner } from "./program-runner.js";
import { refusalOf, validate } from "./validate.js";

const validator: ProblemProgram = {
  ...{ id: "i", purpose: "VALIDATOR", name: "v", kind: "KATTIS", language: "python", source: "", files: [], arguments: ["a"] },
  ...{ expectedVerdicts: [], version: "1" },
};

/** Answers what the input says: an exit code, or `dies`. */
const obedient: ProgramRunner = {
  with: (_program, _options, work) =>
    work(async ({ stdin }) => {
      if (String(stdin) === "dies") throw new ProgramFailed("`v` was ended by SIGSEGV.");
      return { exitCode: Number(stdin), stderr: Buffer.from("why"), stdout: Buffer.alloc(0) } as ExecOutcome & { exitCode: number };
    }),
};

const inputs = (...texts: string[]) => ({ count: texts.length, read: async (index: number) => Buffer.from(texts[index]!) });

describe("a validator", () => {
  it("names each test that it rejects or fails on, and goes on", async () => {
    const { faults, next } = await validate(obedient, validator, inputs("42", "43", "dies", "0", "42"));
    expect(next).toBe(5);
    expect(faults).toEqual([
      { validator: "v", index: 1, message: "`v` rejects the input: why" },
      { validator: "v", index: 2, message: "`v` was ended by SIGSEGV." },
      { validator: "v", index: 3, message: "`v` ended with the unknown exit code 0. It said: why" },
    ]);
  });

  it("stops at its budget after at least one test, and can go on from there", async () => {
    const first = await validate(obedient, validator, inputs("43", "43"), { budgetMs: 0 });
    expect(first).toMatchObject({ next: 1, faults: [{ index: 0 }] });
    expect(await validate(obedient, validator, inputs("43", "43"), { from: 1, budgetMs: 0 })).toMatchObject({
      next: 2,
      faults: [{ index: 1 }],
    });
  });

  it("that does not compile any more fails once", async () => {
    const broken: ProgramRunner = { with: () => Promise.reject(new ProgramFailed("no")) };
    expect(await validate(broken, validator, inputs("42", "42"))).toEqual({
      faults: [{ validator: "v", index: 0, message: "no" }],
      next: 2,
    });
  });

  it("is not blamed for failures of the sandbox", async () => {
    const away: ProgramRunner = { with: () => Promise.reject(new Error("sandbox")) };
    await expect(validate(away, validator, inputs("42"))).rejects.toThrow("sandbox");
  });

  it.each([
    [0, null],
    [3, "`v` rejects the input."],
    [4, "`v` ended with the unknown exit code 4."],
  ])("written with testlib answers by its exit code: %s", (exitCode, refusal) => {
    expect(refusalOf({ name: "v", kind: "TESTLIB" }, { exitCode, stderr: Buffer.alloc(0), stdout: Buffer.alloc(0) })).toBe(refusal);
  });
});
