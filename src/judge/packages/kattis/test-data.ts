/** Tests and groups below `data/`. */
import { isTestName, NAME_RULE, TESTS_MAX } from "../../test-set.js";
import type { Findings } from "../package-faults.js";
import { readOptionalText, type PackageFile, type PackageFiles } from "../package-files.js";
import { EXPLANATION_CHARS_MAX, type PackageGroup, type PackageTest } from "../problem-package.js";
import { cutProse } from "../prose.js";
import { readGroup, readTestConfig } from "./test-config.js";

export interface TestData {
  tests: PackageTest[];
  groups: PackageGroup[];
  /** Arguments of the output validator that all tests have; null if no file sets any. */
  checkerArguments: string[] | null;
}

/** Files of a test beside its input and answer, by what is done with them. */
const SHOWN = /\.(in\.statement|ans\.statement|in\.download|ans\.download|out)$/;
const PRIVATE = /\.(png|jpe?g|svg|desc|args)$/;

const PARAGRAPH = "\n\n";
const INTERACTION = ".interaction";
/** Of the section of the statement that shows interactions without a test. */
const INTERACTIONS_CHARS_MAX = 20_000;

interface Folder {
  group: PackageGroup;
  /** Set here or in a folder above. */
  checkerArguments: string[] | null;
}

export async function readTestData(files: PackageFiles, findings: Findings): Promise<TestData> {
  const folders = new Map<string, Folder>();
  const folderOf = async (path: string): Promise<Folder | null> => {
    if (path === "data") return rootFolder(files, findings);
    const known = folders.get(path);
    if (known) return known;
    const above = await folderOf(path.slice(0, path.lastIndexOf("/")));
    const { group, checkerArguments } = await readGroup(files, path, findings);
    const folder = { group, checkerArguments: checkerArguments ?? above?.checkerArguments ?? null };
    folders.set(path, folder);
    return folder;
  };

  const tests: PackageTest[] = [];
  const withArguments: string[][] = [];
  for (const part of ["sample", "secret"] as const) {
    for (const file of files.below(`data/${part}`).sort(inOrder)) {
      const sample = part === "sample";
      const test = await readTest(files, file, sample, findings);
      if (!test) continue;
      const folder = (await folderOf(`data/${test.group}`))!;
      const { checkerArguments, hint } = await readTestConfig(files, file.path, findings);
      const args = checkerArguments ?? folder.checkerArguments;
      withArguments.push(args ?? []);
      tests.push({
        ...test,
        explanation: sample ? await explanationOf(files, file, hint, findings) : shortened(hint ?? "", file.path, findings),
        checkerArguments: args,
      });
    }
  }
  for (const folder of files.children("data").keys()) {
    if (!["sample", "secret", "testdata.yaml", "test_group.yaml"].includes(folder)) findings.note(`data/${folder}`, "It is not used.");
  }
  if (tests.length === 0)
    findings.fault("TESTS_MISSING", "data", "There is no `.in` file with an `.ans` file in `data/sample` or `data/secret`.");
  if (tests.length > TESTS_MAX)
    findings.fault("TEST_INVALID", "data", `There are ${tests.length} tests; at most ${TESTS_MAX} are allowed.`);

  const isSame = new Set(withArguments.map((args) => JSON.stringify(args))).size <= 1;
  const first = tests[0]?.checkerArguments ?? null;
  return {
    tests: isSame ? tests.map((test) => ({ ...test, checkerArguments: null })) : tests,
    groups: [...folders.values()].map(({ group }) => group),
    checkerArguments: isSame ? first : null,
  };
}

async function rootFolder(files: PackageFiles, findings: Findings): Promise<Folder> {
  return readGroup(files, "data", findings);
}

async function readTest(files: PackageFiles, file: PackageFile, sample: boolean, findings: Findings): Promise<PackageTest | null> {
  const { path } = file;
  const base = path.replace(/\.in$/, "");
  if (!path.endsWith(".in")) {
    noteOthers(files, path, findings);
    return null;
  }
  const name = base.slice("data/".length);
  const answer = files.get(`${base}.ans`);
  if (!answer) {
    findings.fault("TEST_INVALID", path, "There is no `.ans` file with this name.");
    return null;
  }
  if (!isTestName(name)) {
    findings.fault("TEST_INVALID", path, NAME_RULE);
    return null;
  }
  return {
    name,
    sample,
    explanation: "",
    input: file,
    answer,
    group: name.slice(0, name.lastIndexOf("/")),
    checkerArguments: null,
    points: null,
  };
}

/** Of a sample: its interaction, as far as there is room for it, and the hint of its `.yaml`, or else its `.hint`. */
async function explanationOf(files: PackageFiles, { path }: PackageFile, hint: string | null, findings: Findings): Promise<string> {
  const fileOf = (extension: string) => files.get(path.replace(/\.in$/, extension));
  const textOf = async (file: PackageFile | undefined) => (file ? readOptionalText(file, findings) : "");
  const words = shortened(hint ?? (await textOf(fileOf(".hint"))).trim(), path, findings);
  const shown = fileOf(INTERACTION);
  const whole = interactionText(await textOf(shown));
  const fitting = cut(whole, EXPLANATION_CHARS_MAX - words.length - PARAGRAPH.length);
  if (shown && fitting !== whole) findings.note(shown.path, `It is cut: an explanation has at most ${EXPLANATION_CHARS_MAX} characters.`);
  return [fitting, words].filter(Boolean).join(PARAGRAPH);
}

/** A hint is cut at the end of a paragraph, line or word if it is too long. */
function shortened(hint: string, path: string, findings: Findings): string {
  if (hint.length <= EXPLANATION_CHARS_MAX) return hint;
  findings.note(path, `Its hint is cut: an explanation has at most ${EXPLANATION_CHARS_MAX} characters.`);
  return cutProse(hint, EXPLANATION_CHARS_MAX);
}

/** Samples of interactions that are no tests, as Markdown; empty if there are none. */
export async function shownInteractions(files: PackageFiles, findings: Findings): Promise<string> {
  const alone = files
    .below("data/sample")
    .filter(({ path }) => path.endsWith(INTERACTION) && !files.get(`${path.slice(0, -INTERACTION.length)}.in`));
  const texts: string[] = [];
  let room = INTERACTIONS_CHARS_MAX;
  for (const file of alone.sort(inOrder)) {
    const whole = interactionText(await readOptionalText(file, findings));
    const text = cut(whole, room);
    if (text !== whole) findings.note(file.path, `It is cut: these samples have at most ${INTERACTIONS_CHARS_MAX} characters together.`);
    if (text !== "") texts.push(text);
    room -= text.length;
  }
  return texts.length === 0 ? "" : ["## Sample interactions", ...texts].join("\n\n");
}

/** Lines begin with `<` if the judge writes them, with `>` if the submission does; `---` is between passes. */
function interactionText(text: string): string {
  const lines = text.split("\n").filter((line) => /^[<>]|^---/.test(line));
  return lines.length === 0 ? "" : ["```text", ...lines, "```"].join("\n");
}

/** A fenced text of at most `most` characters, without its last lines if it has more. */
function cut(fenced: string, most: number): string {
  if (fenced.length <= most) return fenced;
  const end = "\n...\n```";
  const kept = fenced.lastIndexOf("\n", most - end.length);
  return kept <= 0 ? "" : fenced.slice(0, kept) + end;
}

function noteOthers(files: PackageFiles, path: string, findings: Findings): void {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const [, base, extension] = /^(.*?)(\.(?:in|ans)\.\w+|\.[^/.]*)$/.exec(path.slice(folder.length + 1)) ?? [];
  const isOfTest = base !== undefined && files.get(`${folder}/${base}.in`);
  if (/\/(testdata|test_group)\.yaml$/.test(path) || (isOfTest && [".ans", ".yaml", ".hint"].includes(extension!))) return;
  if (/\.files\//.test(path)) findings.note(`${folder}`, "Files for the working folder of the program are not used.");
  else if (path.startsWith("data/sample/") && path.endsWith(INTERACTION)) return;
  else if (SHOWN.test(path)) findings.note(folder, "Texts that replace input or answer of a shown test are not used.");
  else if (PRIVATE.test(path)) findings.note(folder, "Pictures, descriptions and arguments of tests are not used.");
  else findings.note(path, isOfTest === undefined ? "It belongs to no test." : "It is not used.");
}

/** Lexicographic by the parts of the path, as the format has it. */
function inOrder({ path: one }: PackageFile, { path: other }: PackageFile): number {
  const [a, b] = [one.split("/"), other.split("/")];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (a[at] !== b[at]) return a[at]! < b[at]! ? -1 : 1;
  }
  return a.length - b.length;
}
