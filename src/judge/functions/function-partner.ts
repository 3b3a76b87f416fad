import { randomBytes } from "node:crypto";
import type { Execution } from "../execution.js";
import type { Language } from "../languages/language.js";
import { execRepeating } from "../repeat.js";
import type { Ended, Partner, RunTest } from "../run-test.js";
import type { Container } from "../sandbox/sandbox.js";
import { type TestCase, TestSetError } from "../test-set.js";
import { excerpt } from "../text.js";
import { classify, type Ruling, Verdict } from "../verdict.js";
import { MARKS } from "./drivers/driver.js";
import { canonicalArguments, FunctionTestFault } from "./function-tests.js";
import { withoutDriver } from "./own-lines.js";
import type { FunctionProgram } from "./function-program.js";

const TOKEN_BYTES = 16;
const MISMATCH_BYTES = 500;
/** The program ended before the function had returned. */
export const NO_RESULT: Ruling = { verdict: Verdict.RUNTIME_ERROR, detail: "NO_RESULT" };

/** Gives a test's arguments to the driver, and takes the result out of what the program printed. */
export function functionPartner(program: Pick<FunctionProgram, "signature" | "entry">): Partner {
  return { runsAll: true, join: async (container, execution, language) => runFunction(program, { container, execution, language }) };
}

interface Place {
  container: Container;
  execution: Execution;
  language: Language;
}

function runFunction(
  { signature, entry }: Pick<FunctionProgram, "signature" | "entry">,
  { container, execution, language }: Place,
): RunTest {
  return async (test) => {
    const token = randomBytes(TOKEN_BYTES).toString("hex");
    const stdin = Buffer.from(`${token}\n${argumentsOf(test)}`);
    const { repeated, ...outcome } = await execRepeating(container, execution, stdin);
    const { mark, payload, printed } = split(outcome.stdout, token);
    const stderr = Buffer.from(withoutDriver(outcome.stderr.toString(), entry.path));
    const ruling = classify(outcome, execution.limits, language) ?? (mark === null ? NO_RESULT : null);
    const message = excerpt(payload, MISMATCH_BYTES);
    const check: Ended["check"] = mark === MARKS.mismatch && ruling === null ? { ok: false, message, submitterMessage: message } : null;
    return { outcome: { ...outcome, stdout: printed, stderr }, ruling, check, actual: payload, printed, repeated, transcript: null };
  };

  function argumentsOf({ input }: TestCase): string {
    try {
      return canonicalArguments(signature, input.toString());
    } catch (error) {
      if (!(error instanceof FunctionTestFault)) throw error;
      throw new TestSetError(`a test does not fit the signature: ${error.message}`, { cause: error });
    }
  }
}

interface Parts {
  /** Null: there is no result. */
  mark: string | null;
  payload: Buffer;
  /** By the program itself. */
  printed: Buffer;
}

function split(stdout: Buffer, token: string): Parts {
  const start = stdout.indexOf(token);
  const end = start < 0 ? -1 : stdout.indexOf("\n", start);
  if (end < 0) return { mark: null, payload: Buffer.alloc(0), printed: stdout };
  const printed = Buffer.concat([stdout.subarray(0, start), stdout.subarray(end + 1)]);
  const markAt = start + token.length;
  return { mark: String.fromCharCode(stdout[markAt]!), payload: stdout.subarray(markAt + 1, end), printed };
}
