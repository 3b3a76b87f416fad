import { KIB } from "../../kernel/units.js";
import type { CheckRequest, CheckResult } from "../checkers/checker.js";
import type { BoxFile, ExecRequest } from "../sandbox/sandbox.js";
import { excerpt } from "../text.js";

/** Bytes kept of each message. */
const MESSAGE_BYTES = KIB;
/** Where the given files are in the sandbox, in their order. */
export const GIVEN_PATHS = ["/dev/fd/3", "/dev/fd/4", "/dev/fd/5"] as const;

export interface CheckerEnd {
  exitCode: number;
  stderr: Buffer;
  /** What it left in its feedback folder; empty if the kind has none. */
  feedback: readonly BoxFile[];
}

/** One kind of checker programs. A new one is one file here and one line in program-checker.ts. */
export interface CheckerProtocol {
  /** What the program gets: arguments after its own command, files and standard input. */
  callOf(request: CheckRequest, words: readonly string[]): Required<Pick<ExecRequest, "argv" | "stdin" | "given">>;
  /** Files in /out are read after each run. */
  hasFeedback: boolean;
  /** `program` names it in messages, such as "The checker". */
  read(end: CheckerEnd, program?: string): CheckResult;
}

/** Text of a message; undefined if there is none. */
export function messageOf(bytes: Buffer | undefined): string | undefined {
  return (bytes && excerpt(bytes, MESSAGE_BYTES).trim()) || undefined;
}

export function failed(reason: string, message?: string): CheckResult {
  return { ok: false, failure: message ? `${reason} It said: ${excerpt(Buffer.from(message), MESSAGE_BYTES)}` : reason };
}
