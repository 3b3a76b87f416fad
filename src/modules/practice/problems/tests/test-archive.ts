/** Reads a ZIP of tests. Trusts nothing in it. */
import { isUtf8 } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Entry, ZipFile } from "yauzl";
import { TESTS_MAX } from "../../../../judge/test-set.js";
import { BadTestData, fault, type TestFault } from "./test-faults.js";
import { DATA_LIMIT_BYTES, EXPLANATION_LIMIT, limitsInWords, SET_LIMIT_BYTES } from "./test-limits.js";
import type { PlannedTest } from "./test-set-assembly.js";
import { contentOf, entriesOf, isPossibleSize, openZip, reasonOf, whyUnreadable, type NamedEntry } from "./zip-entries.js";

/** Input, output and explanation of each test, plus as many folders. */
const MOST_ENTRIES = 6 * TESTS_MAX;
type Part = "input" | "answer" | "output" | "explanation";
/** By file extension. */
const PARTS: ReadonlyMap<string, Part> = new Map([
  ["in", "input"],
  ["ans", "answer"],
  ["out", "output"],
  ["md", "explanation"],
]);
const SAMPLE_FOLDER = /^samples?$/i;

export interface TestArchive {
  /** Samples first, then natural order by name. The data is read on demand. */
  tests: PlannedTest[];
  faults: TestFault[];
}

/** The file must stay open while data is read. */
export async function readTestArchive(file: FileHandle): Promise<TestArchive> {
  try {
    const zip = await openZip(file);
    const tooMany = `The archive has ${zip.entryCount} entries; at most ${MOST_ENTRIES} are allowed.`;
    if (zip.entryCount > MOST_ENTRIES) return { tests: [], faults: [fault("TOO_MANY_TESTS", null, tooMany)] };
    return testsOf(zip, await entriesOf(zip), (await file.stat()).size);
  } catch (error) {
    // The file is on local disk, so an error here means a bad archive.
    return { tests: [], faults: [fault("NOT_AN_ARCHIVE", null, `The archive cannot be read: ${reasonOf(error)}.`)] };
  }
}

type Parts = Partial<Record<Part, Entry>>;

async function testsOf(zip: ZipFile, entries: readonly NamedEntry[], archiveBytes: number): Promise<TestArchive> {
  const faults: TestFault[] = [];
  const byName = new Map<string, Parts>();
  let bytes = 0;
  for (const { path, entry } of entries) {
    const dot = path.lastIndexOf(".");
    const name = path.slice(0, Math.max(dot, 0));
    const part = PARTS.get(path.slice(dot + 1).toLowerCase());
    const unreadable = whyUnreadable(entry);
    bytes += entry.uncompressedSize;
    if (!part || name === "") {
      faults.push(fault("FILE_UNKNOWN", path, "A test has the files .in and .ans or .out; samples may have a .md. Remove other files."));
    } else if (unreadable) {
      faults.push(fault("FILE_UNREADABLE", path, unreadable));
    } else {
      const parts: Parts = byName.get(name) ?? {};
      if (parts[part]) faults.push(fault("NAME_TAKEN", path, "The archive has two files with this name."));
      byName.set(name, { ...parts, [part]: entry });
    }
  }
  if (bytes > SET_LIMIT_BYTES)
    faults.push(fault("SET_TOO_LARGE", null, `The files have ${bytes} bytes; a set has at most ${limitsInWords.set}.`));
  if (!isPossibleSize(bytes, archiveBytes))
    faults.push(fault("NOT_AN_ARCHIVE", null, "The archive unpacks to more than is possible for its size."));
  if (faults.some(({ code }) => code === "SET_TOO_LARGE" || code === "NOT_AN_ARCHIVE")) return { tests: [], faults };

  const tests: PlannedTest[] = [];
  for (const [name, parts] of byName) {
    const problem = problemOf(parts);
    if (problem) {
      faults.push(fault(problem.code, name, problem.message));
      continue;
    }
    const sample = name
      .split("/")
      .slice(0, -1)
      .some((folder) => SAMPLE_FOLDER.test(folder));
    const explanation = parts.explanation ? await explanationOf(zip, parts.explanation) : "";
    if (explanation === null)
      faults.push(fault("EXPLANATION_INVALID", name, `A .md file is UTF-8 text of at most ${EXPLANATION_LIMIT} characters.`));
    tests.push({
      name,
      sample,
      explanation: explanation ?? "",
      input: () => dataOf(zip, parts.input!),
      output: () => dataOf(zip, (parts.answer ?? parts.output)!),
    });
  }
  return { tests: tests.sort(inJudgingOrder), faults };
}

function problemOf({ input, answer, output }: Parts): BadTestData | null {
  if (!input) return new BadTestData("INPUT_MISSING", "There is no .in file with this name.");
  if (answer && output) return new BadTestData("OUTPUT_AMBIGUOUS", "There are both a .ans and a .out file. Keep one.");
  return answer || output ? null : new BadTestData("OUTPUT_MISSING", "There is no .ans or .out file with this name.");
}

function dataOf(zip: ZipFile, entry: Entry): AsyncIterable<Buffer> {
  if (entry.uncompressedSize > DATA_LIMIT_BYTES) throw new BadTestData("DATA_TOO_LARGE", `A file has at most ${limitsInWords.data}.`);
  return contentOf(zip, entry, (reason) => new BadTestData("FILE_UNREADABLE", `A file is damaged: ${reason}.`));
}

/** Null if the content is invalid. */
async function explanationOf(zip: ZipFile, entry: Entry): Promise<string | null> {
  if (entry.uncompressedSize > 4 * EXPLANATION_LIMIT) return null;
  try {
    const bytes = await buffer(dataOf(zip, entry));
    return isUtf8(bytes) ? bytes.toString().trim() : null;
  } catch {
    return null;
  }
}

const natural = new Intl.Collator("en", { numeric: true });

/** Natural order is not total: names that compare equal are ordered by code units. */
function inJudgingOrder(one: PlannedTest, other: PlannedTest): number {
  return Number(other.sample) - Number(one.sample) || natural.compare(one.name, other.name) || (one.name < other.name ? -1 : 1);
}
