/** Programs of a problem's authors besides its checker: they check, make and solve its tests. */
import * as z from "zod";
import { count, id } from "../../kernel/schemas.js";
import type { Verdict } from "../verdict.js";

export const PROGRAM_PURPOSES = ["VALIDATOR", "GENERATOR", "SOLUTION"] as const;
export type ProgramPurpose = (typeof PROGRAM_PURPOSES)[number];

export const VALIDATOR_KINDS = ["TESTLIB", "KATTIS"] as const;
export type ValidatorKind = (typeof VALIDATOR_KINDS)[number];

/** Programs of each purpose that a problem may have. */
export const PROGRAMS_MAX: Record<ProgramPurpose, number> = { VALIDATOR: 20, GENERATOR: 50, SOLUTION: 50 };

/** Verdicts that a reference solution may be meant to get. */
export const EXPECTABLE = [
  "ACCEPTED",
  "WRONG_ANSWER",
  "TIME_LIMIT_EXCEEDED",
  "RUNTIME_ERROR",
  "MEMORY_LIMIT_EXCEEDED",
  "OUTPUT_LIMIT_EXCEEDED",
] as const satisfies readonly Verdict[];
export type Expectable = (typeof EXPECTABLE)[number];

export const problemProgram = z.object({
  id,
  purpose: z.enum(PROGRAM_PURPOSES),
  name: z.string(),
  /** How a validator answers; null for other programs. */
  kind: z.enum(VALIDATOR_KINDS).nullable(),
  language: z.string(),
  source: z.string(),
  /** Headers and modules, next to the source. */
  files: z.array(z.object({ name: z.string(), content: z.string() })),
  /** Of a validator. */
  arguments: z.array(z.string()),
  /** Of a solution. */
  expectedVerdicts: z.array(z.enum(EXPECTABLE)),
  /** SHA-256 of everything that decides what the program does. */
  version: z.string(),
});

export type ProblemProgram = z.infer<typeof problemProgram>;

/** A validator rejected an input, or failed on it. */
export const inputFault = z.object({
  validator: z.string(),
  /** Position of the test. */
  index: count,
  message: z.string(),
});

export type InputFault = z.infer<typeof inputFault>;
