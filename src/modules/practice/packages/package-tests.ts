import { areArguments, ARGUMENT_CHARS_MAX, ARGUMENTS_MAX } from "../../../judge/checker-programs/checker-program.js";
import { tokens } from "../../../judge/checkers/tokens.js";
import { BadPackage, type Findings } from "../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../judge/packages/package-files.js";
import type { ProblemPackage } from "../../../judge/packages/problem-package.js";
import { BadTestData, type TestFault } from "../problems/tests/test-faults.js";
import { SAMPLE_LIMIT_BYTES } from "../problems/tests/test-limits.js";
import type { DataSource, PlannedTest } from "../problems/tests/test-set-assembly.js";

/** Tests of a package as tests of a set, byte by byte. Samples that are too large to be shown become hidden tests. */
export function plannedTests({ tests, checker, interactor }: ProblemPackage, findings: Findings): PlannedTest[] {
  const judge = interactor ?? checker;
  const usesArguments = judge.kind === "PROGRAM" || judge.id === tokens.id;
  return tests.map(({ name, sample, explanation, input, answer, origin, checkerArguments }) => {
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
}

function areUsable(words: readonly string[], { path }: PackageFile, findings: Findings): boolean {
  if (areArguments(words)) return true;
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
