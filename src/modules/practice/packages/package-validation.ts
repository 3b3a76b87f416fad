import { PROGRAM_BYTES_MAX } from "../../../judge/checker-programs/checker-program.js";
import type { Findings } from "../../../judge/packages/package-faults.js";
import type { ProblemProgram } from "../../../judge/problem-programs/problem-program.js";
import type { TestValidation } from "../problems/programs/test-validation.js";
import type { TestColumns } from "../problems/tests/test-set-versions.js";

/** Sources of validators that are sent to the judge. */
const SENT_MAX_BYTES = 4 * PROGRAM_BYTES_MAX;
const LISTED = 20;
const FOLDER = "input_validators";

/**
 * Runs the validators of a package over its stored tests, and notes each test that one of them rejects: the package stays importable, as its
 * authors have judged with these tests. Stores nothing.
 */
export async function noteInvalidTests(
  validation: TestValidation,
  programs: readonly Omit<ProblemProgram, "id">[],
  tests: TestColumns,
  findings: Findings,
): Promise<void> {
  const validators = programs.filter(({ purpose }) => purpose === "VALIDATOR");
  if (validators.length === 0) return;
  const bytes = validators.reduce((sum, { source, files }) => sum + source.length + JSON.stringify(files).length, 0);
  const found = bytes > SENT_MAX_BYTES ? null : await validation.inspect(validators, tests);
  if (!found) return findings.note(FOLDER, "They have not been run: verify the problem.");
  for (const { test, message } of found.invalid.slice(0, LISTED)) findings.note(`data/${test}`, message);
  const more = found.invalid.length - LISTED;
  if (more > 0) findings.note("data", `Validators reject ${more} more tests: verify the problem.`);
  if (found.unseen > 0) findings.note(FOLDER, "They did not see all tests in time: verify the problem.");
}
