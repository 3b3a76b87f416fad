import type { CheckerKind, CheckerProgram } from "../checker-programs/checker-program.js";
import { GIVEN_PATHS } from "../checker-programs/protocol.js";
import type { BoxFile, ExecRequest } from "../sandbox/sandbox.js";
import type { TestCase } from "../test-set.js";

const OUTPUT = "output";
const [INPUT, ANSWER] = GIVEN_PATHS;

/** How an interactor is called. It answers like a checker of its kind. A new one is one line here. */
const ARGUMENTS: Record<CheckerKind, (words: readonly string[]) => string[]> = {
  TESTLIB: () => [INPUT, `/out/${OUTPUT}`, ANSWER],
  KATTIS: (words) => [INPUT, ANSWER, "/out/", ...words],
};

/** Arguments after the program's own command, and files. */
export function callOf(
  { kind, arguments: words }: CheckerProgram,
  { input, output, checkerArguments }: TestCase,
): Required<Pick<ExecRequest, "argv" | "given">> {
  return { argv: ARGUMENTS[kind](checkerArguments ?? words), given: [input, output] };
}

/** What a TESTLIB interactor wrote for the checker; empty if it wrote nothing. */
export function outputOf(feedback: readonly BoxFile[]): Buffer {
  return feedback.find(({ path }) => path === OUTPUT)?.content ?? Buffer.alloc(0);
}
