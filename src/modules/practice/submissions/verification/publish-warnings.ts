import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { VERIFICATION_COLUMNS, type VerificationRow } from "./verification.rows.js";
import { fingerprintOf, newestSubject } from "./verification-subject.js";

/** A closed list, exposed as an enum of the schema. */
export const PUBLISH_WARNINGS = {
  NOT_VERIFIED: "The problem has not been verified, or its last verification did not finish.",
  VERIFICATION_OUTDATED: "Tests, programs, limits or the checker have changed since the last verification.",
  INVALID_INPUT: "A validator rejects an input.",
  TEST_NOT_REPRODUCIBLE: "A generated test can't be generated again.",
  UNEXPECTED_VERDICT: "A reference solution gets another verdict than expected.",
  TIME_LIMIT_TOO_CLOSE: "The time limit is too near to the time that a reference solution needs.",
} as const;

export type PublishWarningCode = keyof typeof PUBLISH_WARNINGS;

export interface PublishWarning {
  code: PublishWarningCode;
  message: string;
}

const NAMED = 5;

/** What an author should know before learners see the newest revision and tests. Empty if a fresh verification went as expected. */
export async function publishWarnings(em: EntityManager, problemId: string): Promise<PublishWarning[]> {
  const [last] = await rows<VerificationRow>(
    em,
    `select ${VERIFICATION_COLUMNS} from verifications v where v.problem_id = ? and v.scope = 'ALL' and v.status = 'FINISHED' order by v.id desc limit 1`,
    [problemId],
  );
  if (!last) return [{ code: "NOT_VERIFIED", message: "The problem has not been verified. Run verifyProblem." }];
  const subject = await newestSubject(em, problemId);
  if (!subject || fingerprintOf(subject, "ALL") !== last.fingerprint) {
    return [{ code: "VERIFICATION_OUTDATED", message: "The problem has changed since it was verified. Run verifyProblem again." }];
  }
  return warningsOf(last);
}

export function warningsOf({
  report: { invalidInputs, irreproducibleTests, solutions },
}: Pick<VerificationRow, "report">): PublishWarning[] {
  const warnings: PublishWarning[] = [];
  const warn = (code: PublishWarningCode, names: readonly string[], what: string) => {
    if (names.length > 0) warnings.push({ code, message: `${what} ${listed([...new Set(names)])}.` });
  };
  const unexpected = solutions.filter(({ asExpected }) => !asExpected);
  const close = solutions.filter(({ tooClose }) => tooClose);
  warn("INVALID_INPUT", testsOf(invalidInputs), "Validators reject these tests:");
  warn("TEST_NOT_REPRODUCIBLE", testsOf(irreproducibleTests), "These tests can't be generated again:");
  const verdicts = unexpected.map(
    ({ name, verdict, expectedVerdicts }) => `${name} (${verdict}, expected ${expectedVerdicts.join(" or ")})`,
  );
  warn("UNEXPECTED_VERDICT", verdicts, "These solutions get other verdicts than expected:");
  warn(
    "TIME_LIMIT_TOO_CLOSE",
    close.map(({ name }) => name),
    "The time limit is too close to these solutions:",
  );
  return warnings;
}

const testsOf = (found: readonly { test: string }[]) => found.map(({ test }) => test);

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return names.slice(0, NAMED).join(", ") + more;
}
