import { ARGUMENT_CHARS_MAX, ARGUMENTS_MAX } from "../../../judge/checker-programs/checker-program.js";
import { BadPackage, type Findings } from "../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../judge/packages/package-files.js";
import { MIB } from "../../../kernel/units.js";
import type { ProblemPackage } from "../../../judge/packages/problem-package.js";
import { BadTestData, type TestFault } from "../problems/tests/test-faults.js";
import { SAMPLE_LIMIT_BYTES } from "../problems/tests/test-limits.js";
import type { DataSource, PlannedTest } from "../problems/tests/test-set-assembly.js";

/** Of all tests together, as JSON. They are in the index of the set, which has at most INDEX_BYTES_MAX. */
const ARGUMENTS_BYTES_MAX = MIB;

/** Tests of a package as tests of a set, byte by byte. Samples that are too large to be shown become hidden tests. */
export function plannedTests({ tests, checker, interactor }: ProblemPackage, findings: Findings): PlannedTest[] {
  const usesArguments = (interactor ?? checker).kind === "PROGRAM";
  const planned = tests.map(({ name, sample, explanation, input, answer, origin, checkerArguments }) => {
    const isTooLarge = sample && input.sizeBytes + answer.sizeBytes > SAMPLE_LIMIT_BYTES;
    if (isTooLarge) findings.note(input.path, `It is hidden: a sample has at most ${SAMPLE_LIMIT_BYTES} bytes.`);
    return {
      name,
      sample: sample && !isTooLarge,
      explanation,
      input: sourceOf(input),
      output: sourceOf(answer),
      ...(origin && { origin }),
      ...(usesArguments && checkerArguments && areUsable(checkerArguments, input, findings) && { checkerArguments }),
    };
  });
  const bytes = planned.reduce((sum, { checkerArguments: words }) => sum + (words ? Buffer.byteLength(JSON.stringify(words)) : 0), 0);
  if (bytes <= ARGUMENTS_BYTES_MAX) return planned;
  const message = `The output validator's arguments for single tests have ${bytes} bytes together; at most ${ARGUMENTS_BYTES_MAX} are allowed.`;
  findings.fault("TEST_INVALID", "data", message);
  return planned.map(({ checkerArguments: _words, ...test }) => test);
}

function areUsable(words: readonly string[], { path }: PackageFile, findings: Findings): boolean {
  const isWrong = words.length > ARGUMENTS_MAX || words.some((word) => word.length > ARGUMENT_CHARS_MAX || word.includes("\0"));
  if (!isWrong) return true;
  const message = `The output validator gets at most ${ARGUMENTS_MAX} arguments with ${ARGUMENT_CHARS_MAX} characters each.`;
  findings.fault("TEST_INVALID", path, message);
  return false;
}

function sourceOf(file: PackageFile): DataSource {
  return async function* () {
    try {
      yield* file.read();
    } catch (error) {
      throw error instanceof BadPackage ? new BadTestData("FILE_UNREADABLE", `${file.path}: ${error.message}`) : error;
    }
  };
}

export function takeTestFaults(faults: readonly TestFault[], findings: Findings): void {
  for (const { code, test, message } of faults) {
    findings.fault(code === "SET_TOO_LARGE" ? "PACKAGE_TOO_LARGE" : "TEST_INVALID", test && `data/${test}`, message);
  }
}
