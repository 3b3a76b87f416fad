/** Reasons for refusing a problem package. A closed list, exposed as an enum of the schema. */
export const PACKAGE_FAULTS = {
  NOT_AN_ARCHIVE: "The file is not a ZIP archive, or it is damaged.",
  TOO_MANY_FILES: "The archive has more files than allowed.",
  PACKAGE_TOO_LARGE: "The archive unpacks to more than allowed, or to more than its size makes possible.",
  FILE_TOO_LARGE: "A file is larger than files of its kind may be.",
  FILE_UNREADABLE: "A file is encrypted, damaged, a link, or compressed with an unsupported method.",
  PATH_INVALID: "The path of a file leaves the package, is absolute, or is not UTF-8.",
  PATH_DUPLICATE: "Two files have the same path.",
  FORMAT_UNKNOWN:
    "There is neither a `problem.yaml` nor a `problem.xml`, or its version of the format is not known. For a track: there is no `track.md`.",
  FILE_MISSING: "A file that the package needs or names is missing.",
  SYNTAX_INVALID: "A YAML, XML or JSON file cannot be parsed.",
  VALUE_INVALID: "A value has the wrong type or is out of range.",
  TEXT_INVALID: "A text file is not UTF-8, or has a NUL character.",
  STATEMENT_MISSING: "There is no problem statement.",
  TESTS_MISSING: "There are no tests.",
  TEST_INVALID: "A test is incomplete, too large, or has an invalid name.",
  CHECKER_INVALID: "The checker or its arguments cannot be used.",
  UNSUPPORTED: "The package needs a feature that is not supported.",
  FILE_GONE: "The uploaded file no longer exists. Upload it again.",
  CONFLICT: "The problem has changed in the meantime, or its current state does not allow the change. The message says what to do.",
  NOT_FINISHED: "The import failed repeatedly for a reason unrelated to the package. Try again later.",
} as const;

export type PackageFaultCode = keyof typeof PACKAGE_FAULTS;

export interface PackageFault {
  code: PackageFaultCode;
  /** Path in the package; null for the whole package. */
  path: string | null;
  message: string;
}

/** Something in the package that is not used. */
export interface PackageNote {
  path: string | null;
  message: string;
}

/** Maximum number of faults and of notes that are kept. */
const LISTED = 100;
const SHOWN_CHARS = 200;
const MESSAGE_CHARS = 500;

/** Text from an archive may be anything: makes it safe to store, send and display. */
export function shown(text: string, most = SHOWN_CHARS): string {
  return text
    .slice(0, most)
    .toWellFormed()
    .replace(/\p{Cc}/gu, "\uFFFD");
}

/** The content was read but is invalid. */
export class BadPackage extends Error {
  override name = "BadPackage";

  constructor(
    readonly code: PackageFaultCode,
    readonly path: string | null,
    message: string,
  ) {
    super(message);
  }
}

/** Collects all that is wrong with a package, and all that is left out. Stays small for any package. */
export class Findings {
  readonly faults: PackageFault[] = [];
  readonly notes: PackageNote[] = [];
  /** Those beyond the listed ones included. */
  faultCount = 0;

  fault(code: PackageFaultCode, path: string | null, message: string): void {
    this.faultCount++;
    if (this.faults.length < LISTED)
      this.faults.push({ code, path: path === null ? null : shown(path), message: shown(message, MESSAGE_CHARS) });
  }

  note(path: string | null, message: string): void {
    const note = { path: path === null ? null : shown(path), message: shown(message, MESSAGE_CHARS) };
    const isKnown = this.notes.some((one) => one.path === note.path && one.message === note.message);
    if (!isKnown && this.notes.length < LISTED) this.notes.push(note);
  }

  /** Takes over what was found in a part of the package. Its faults become notes if the package can do without the part. */
  take({ faults, notes }: Findings, { optional = false } = {}): void {
    for (const { path, message } of notes) this.note(path, message);
    for (const { code, path, message } of faults) {
      if (optional) this.note(path, `It is not used. ${message}`);
      else this.fault(code, path, message);
    }
  }

  /** Records a BadPackage; throws any other error again. */
  caught(error: unknown): void {
    if (!(error instanceof BadPackage)) throw error;
    this.fault(error.code, error.path, error.message);
  }
}
