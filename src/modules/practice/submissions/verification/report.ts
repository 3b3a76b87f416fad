/** What a verification has found: stored in its row, step by step. */
import * as z from "zod";
import { EXPECTABLE } from "../../../../judge/problem-programs/problem-program.js";
import { Verdict } from "../../../../judge/verdict.js";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { count } from "../../../../kernel/schemas.js";

/** Invalid inputs and tests that are not reproducible, each. */
export const MOST_LISTED = 100;

const invalidInput = z.object({ validator: z.string(), test: z.string(), message: z.string() });
const irreproducibleTest = z.object({ test: z.string(), message: z.string() });

const solutionResult = z.object({
  name: z.string(),
  version: z.string(),
  language: z.string(),
  expectedVerdicts: z.array(z.enum(EXPECTABLE)),
  verdict: z.enum(Verdict),
  asExpected: z.boolean(),
  /** The time limit is too near to the time that it needs. */
  tooClose: z.boolean(),
  detail: z.string().nullable(),
  /** The first test that it fails. */
  failedTest: z.string().nullable(),
  /** From the checker, for that test. */
  message: z.string().nullable(),
  compilerOutput: z.string().nullable(),
  testsPassed: count,
  /** Null if no test ran. */
  timeMs: count.nullable(),
  slowestTest: z.string().nullable(),
  peakMemoryKb: count.nullable(),
  /** The problem's time limit that would just suffice; null if its language has one of its own. */
  neededLimitMs: count.nullable(),
});

export const verificationReport = contract(
  "verification report",
  z.object({
    /** The next step. */
    task: count,
    test: count,
    invalidInputs: z.array(invalidInput),
    irreproducibleTests: z.array(irreproducibleTest),
    solutions: z.array(solutionResult),
  }),
);

export type VerificationReport = PayloadOf<typeof verificationReport>;
export type InvalidInput = z.infer<typeof invalidInput>;
export type IrreproducibleTest = z.infer<typeof irreproducibleTest>;
export type SolutionResult = z.infer<typeof solutionResult>;

export const NOTHING_FOUND: VerificationReport = { task: 0, test: 0, invalidInputs: [], irreproducibleTests: [], solutions: [] };
