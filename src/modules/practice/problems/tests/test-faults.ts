import { isUtf8 } from "node:buffer";
import { areArguments, ARGUMENT_CHARS_MAX, ARGUMENTS_MAX } from "../../../../judge/checker-programs/checker-program.js";
import { isTestName, NAME_RULE, TESTS_MAX } from "../../../../judge/test-set.js";
import { AppError } from "../../../../kernel/errors.js";
import type { FieldCode, FieldProblem } from "../../../../kernel/field-codes.js";
import { ARGUMENTS_LIMIT_BYTES, DATA_LIMIT_BYTES, EXPLANATION_LIMIT, limitsInWords, SAMPLE_LIMIT_BYTES } from "./test-limits.js";

/** Reasons for refusing tests. A closed list, exposed as an enum of the schema. */
export const TEST_FAULTS = {
  NO_TESTS: "The set would have no tests.",
  TOO_MANY_TESTS: "The set would have more tests than allowed.",
  SET_TOO_LARGE: "The total size of all tests is too large.",
  NAME_INVALID: "The name is invalid.",
  NAME_TAKEN: "Another test has the same name.",
  NAME_UNKNOWN: "There is no test with this name.",
  INPUT_MISSING: "There is an expected output without an input.",
  OUTPUT_MISSING: "There is an input without an expected output.",
  OUTPUT_AMBIGUOUS: "There is both a `.ans` and a `.out` file.",
  DATA_TOO_LARGE: "The input or the expected output is too large.",
  SAMPLE_TOO_LARGE: "The test is too large for a sample.",
  SAMPLE_NOT_TEXT: "The test is a sample but not UTF-8 text.",
  EXPLANATION_INVALID: "The explanation is too long or not UTF-8 text.",
  ARGUMENTS_INVALID: "The arguments of the checker for a test are too many or too long, or those of all tests are too large together.",
  NOT_AN_ARCHIVE: "The file is not a ZIP archive, or it is damaged.",
  FILE_UNKNOWN: "The archive contains a file that belongs to no test.",
  FILE_UNREADABLE: "A file in the archive is encrypted, damaged, a link, or compressed with an unsupported method.",
  FILE_MISSING: "The uploaded file no longer exists. Upload it again.",
  INPUT_INVALID: "A validator of the problem rejects the input. The message is the validator's.",
  VALUE_INVALID: "An argument or the expected result does not fit the signature of the function. The message names it.",
  GENERATOR_FAILED: "The input could not be generated; the message says why.",
  SOLUTION_FAILED: "The reference solution gave no expected output; the message says why.",
  NOT_FINISHED: "The build failed repeatedly for a reason unrelated to the tests. Try again later.",
  CONFLICT: "The problem has changed in the meantime, or its current state does not allow the change. The message says what to do.",
} as const;

export type TestFaultCode = keyof typeof TEST_FAULTS;

export interface TestFault {
  code: TestFaultCode;
  /** Name of the test or file; null for the whole set. */
  test: string | null;
  message: string;
  /** Index of the test in the input. */
  at?: number;
}

/** Maximum number of faults listed; the rest are only counted. */
export const LISTED = 100;

/** The data was read successfully but is invalid. */
export class BadTestData extends Error {
  override name = "BadTestData";

  constructor(
    readonly code: TestFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** Names come from untrusted archives: makes them safe to store, send and display. */
export function shownName(name: string): string {
  return name
    .slice(0, 120)
    .toWellFormed()
    .replace(/\p{Cc}/gu, "�");
}

export function fault(code: TestFaultCode, test: string | null, message: string, at?: number): TestFault {
  return { code, test: test === null ? null : shownName(test), message, ...(at !== undefined && { at }) };
}

interface Named {
  name: string;
  checkerArguments?: readonly string[];
}

/** Checks that do not need the data. */
export function faultsOfTests(tests: readonly Named[]): TestFault[] {
  return [...faultsOfNames(tests.map(({ name }) => name)), ...faultsOfArguments(tests)];
}

/** Of one test. */
export function faultOfArguments({ name, checkerArguments }: Named): TestFault | null {
  if (!checkerArguments || areArguments(checkerArguments)) return null;
  const message = `A checker gets at most ${ARGUMENTS_MAX} arguments with ${ARGUMENT_CHARS_MAX} characters each, without NUL.`;
  return fault("ARGUMENTS_INVALID", name, message);
}

function faultsOfArguments(tests: readonly Named[]): TestFault[] {
  const faults: TestFault[] = tests.flatMap((test, at) => {
    const bad = faultOfArguments(test);
    return bad ? [{ ...bad, at }] : [];
  });
  const bytes = tests.reduce((sum, { checkerArguments: words }) => sum + (words ? Buffer.byteLength(JSON.stringify(words)) : 0), 0);
  if (bytes > ARGUMENTS_LIMIT_BYTES) {
    const total = `The checker's arguments for single tests have ${bytes} bytes together; at most ${ARGUMENTS_LIMIT_BYTES} are allowed.`;
    faults.push(fault("ARGUMENTS_INVALID", null, total));
  }
  return faults;
}

export function faultsOfNames(names: readonly string[]): TestFault[] {
  if (names.length === 0) return [fault("NO_TESTS", null, "A test set needs at least one test.")];
  const faults: TestFault[] = [];
  if (names.length > TESTS_MAX) {
    faults.push(fault("TOO_MANY_TESTS", null, `A set has at most ${TESTS_MAX} tests; these are ${names.length}.`));
  }
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    if (!isTestName(name)) faults.push(fault("NAME_INVALID", name, NAME_RULE, at));
    else if (seen.has(name)) faults.push(fault("NAME_TAKEN", name, "Another test has the same name.", at));
    seen.add(name);
  }
  return faults;
}

export function faultOfSize(bytes: number): BadTestData | null {
  if (bytes <= DATA_LIMIT_BYTES) return null;
  return new BadTestData("DATA_TOO_LARGE", `An input or an expected output has at most ${limitsInWords.data}.`);
}

/** Samples are shown as text and stored as JSON. `input` and `output` are complete unless `sizeBytes` exceeds the limit. */
export function faultOfSample(input: Buffer, output: Buffer, sizeBytes: number): BadTestData | null {
  if (sizeBytes > SAMPLE_LIMIT_BYTES) {
    return new BadTestData(
      "SAMPLE_TOO_LARGE",
      `Input and expected output of a sample have at most ${SAMPLE_LIMIT_BYTES} bytes together; these are ${sizeBytes}. Make it smaller or hidden.`,
    );
  }
  if ([input, output].every((bytes) => isUtf8(bytes) && !bytes.includes(0))) return null;
  return new BadTestData("SAMPLE_NOT_TEXT", "A sample must be UTF-8 text without NUL bytes. Make tests with other data hidden.");
}

export function faultOfExplanation(explanation: string): BadTestData | null {
  if (explanation.length <= EXPLANATION_LIMIT && !explanation.includes("\0")) return null;
  return new BadTestData("EXPLANATION_INVALID", `An explanation is text of at most ${EXPLANATION_LIMIT} characters.`);
}

/** Maps a fault to a form field: the part of the test (if not the whole test) and the code to translate. */
const AS_FIELD: Partial<Record<TestFaultCode, { part?: string; code: FieldCode }>> = {
  NO_TESTS: { code: "TOO_FEW" },
  TOO_MANY_TESTS: { code: "TOO_MANY" },
  NAME_INVALID: { part: "name", code: "INVALID_FORMAT" },
  NAME_TAKEN: { part: "name", code: "DUPLICATE" },
  NAME_UNKNOWN: { part: "name", code: "UNKNOWN_VALUE" },
  DATA_TOO_LARGE: { code: "TOO_LONG" },
  SAMPLE_TOO_LARGE: { code: "TOO_LONG" },
  SAMPLE_NOT_TEXT: { code: "INVALID_FORMAT" },
  EXPLANATION_INVALID: { part: "explanation", code: "INVALID_FORMAT" },
  ARGUMENTS_INVALID: { part: "checkerArguments", code: "TOO_LONG" },
};

/**
 * Reports all faults at once, each with its test. `path` names the argument that holds the tests. With `parts`, its items
 * are whole tests, so faults of a name or an explanation are reported on that part.
 */
export function refusedTests(faults: readonly TestFault[], path: string, { parts = false } = {}): AppError {
  const fields = listedFaults(faults).map(({ at, test, code: fault, message }): FieldProblem => {
    const { part, code } = AS_FIELD[fault] ?? { code: "INVALID_VALUE" as const };
    return {
      field: at === undefined ? path : [path, at, ...(parts && part ? [part] : [])].join("."),
      code,
      message: test === null ? message : `Test "${test}": ${message}`,
    };
  });
  const more = faults.length > LISTED ? ` And ${faults.length - LISTED} more.` : "";
  return new AppError("BAD_USER_INPUT", fields.map(({ message }) => message).join(" ") + more, { fields });
}

export function listedFaults(faults: readonly TestFault[]): TestFault[] {
  return faults.slice(0, LISTED);
}
