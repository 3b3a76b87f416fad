/** Example submissions with what is expected of them. */
import * as z from "zod";
import type { Verdict } from "../../verdict.js";
import type { Findings } from "../package-faults.js";
import { textOf, type PackageFile, type PackageFiles } from "../package-files.js";
import type { ExampleSubmission } from "../problem-package.js";
import { languageOfCode, programOf } from "../programs.js";
import { withIncludedMain } from "./included-files.js";
import { readYaml, valuesOf } from "../yaml.js";

/** Of a reference solution, it also stands for the limits that the formats do not know as verdicts. */
const CRASHES: Verdict[] = ["RUNTIME_ERROR"];
const CODES: Readonly<Record<string, Verdict[]>> = {
  AC: ["ACCEPTED"],
  WA: ["WRONG_ANSWER"],
  TLE: ["TIME_LIMIT_EXCEEDED"],
  RTE: CRASHES,
  // DOMjudge's words.
  CORRECT: ["ACCEPTED"],
  ACCEPTED: ["ACCEPTED"],
  WRONG_ANSWER: ["WRONG_ANSWER"],
  TIME_LIMIT_EXCEEDED: ["TIME_LIMIT_EXCEEDED"],
  TIMELIMIT: ["TIME_LIMIT_EXCEEDED"],
  RUN_TIME_ERROR: CRASHES,
  RUN_ERROR: CRASHES,
  MEMORY_LIMIT_EXCEEDED: ["MEMORY_LIMIT_EXCEEDED", ...CRASHES],
  MEMORY_LIMIT: ["MEMORY_LIMIT_EXCEEDED", ...CRASHES],
  OUTPUT_LIMIT: ["OUTPUT_LIMIT_EXCEEDED"],
  OUTPUT_LIMIT_EXCEEDED: ["OUTPUT_LIMIT_EXCEEDED"],
  NO_OUTPUT: ["WRONG_ANSWER"],
  PRESENTATION_ERROR: ["WRONG_ANSWER"],
  COMPILER_ERROR: ["COMPILATION_ERROR"],
};

type Rule = Pick<ExampleSubmission, "permitted" | "required" | "score">;
const NO_RULE: Rule = { permitted: null, required: null, score: null };
const rule = (permitted: string[] | null, required: string[] | null): Rule => ({
  permitted: permitted && verdictsOf(permitted),
  required: required && verdictsOf(required),
  score: null,
});

const FOLDERS: Readonly<Record<string, Rule>> = {
  accepted: rule(["AC"], null),
  rejected: rule(null, ["RTE", "TLE", "WA"]),
  wrong_answer: rule(["AC", "WA"], ["WA"]),
  time_limit_exceeded: rule(["AC", "TLE"], ["TLE"]),
  run_time_error: rule(["AC", "RTE"], ["RTE"]),
  runtime_error: rule(["AC", "RTE"], ["RTE"]),
  brute_force: rule(["AC", "RTE", "TLE"], ["RTE", "TLE"]),
  partially_accepted: rule(null, null),
  mixed: rule(null, null),
  "mixed-verdicts": rule(null, null),
};

const code = z.enum(["AC", "WA", "TLE", "RTE"]);
const ENTRY = {
  language: z.string().max(50),
  entrypoint: z.string().max(200),
  permitted: z.array(code),
  required: z.array(code),
  score: z.union([
    z.number().transform((one) => ({ least: one, most: one })),
    z.tuple([z.number(), z.number()]).transform(([least, most]) => ({ least, most })),
  ]),
  authors: z.unknown(),
  model_solution: z.unknown(),
  message: z.string(),
  use_for_time_limit: z.unknown(),
};
type Entry = { pattern: RegExp } & ReturnType<typeof valuesOf<typeof ENTRY>>;

const TAG = /@EXPECTED_(?:RESULTS|SCORE)@:\s*([^\n]*)/;
/** Python 3 is meant unless the first line says otherwise, or the program calls a function that only Python 2 has. */
const isPython2 = (text: string): boolean => /^#!.*\bpython2/.test(text) || (/\braw_input\(/.test(text) && !/\braw_input\s*=/.test(text));
const SUBMISSIONS_MAX = 500;

export async function readSubmissions(files: PackageFiles, findings: Findings): Promise<ExampleSubmission[]> {
  const entries = await readEntries(files, findings);
  const found: ExampleSubmission[] = [];
  for (const [folder, inFolder] of files.children("submissions")) {
    if (inFolder.some(({ path }) => path === `submissions/${folder}`)) {
      if (folder !== "submissions.yaml") findings.note(`submissions/${folder}`, "It is in no folder of submissions, and not used.");
      continue;
    }
    if (!Object.hasOwn(FOLDERS, folder))
      findings.note(`submissions/${folder}`, "The folder has no known meaning: nothing is expected of its submissions.");
    for (const [name, own] of files.children(`submissions/${folder}`))
      found.push(withIncludedMain(files, await readSubmission(`${folder}/${name}`, own, entries, findings)));
  }
  if (found.length > SUBMISSIONS_MAX)
    findings.note("submissions", `Only the first ${SUBMISSIONS_MAX} of ${found.length} submissions are read.`);
  return found.slice(0, SUBMISSIONS_MAX);
}

async function readSubmission(
  path: string,
  files: readonly PackageFile[],
  entries: readonly Entry[],
  findings: Findings,
): Promise<ExampleSubmission> {
  const [folder = "", name = ""] = path.split("/");
  const own = entries.filter(({ pattern }) => pattern.test(path) || pattern.test(folder));
  const set = Object.assign({}, ...own) as Partial<Entry>;
  const isFile = files.length === 1 && files[0]!.path === `submissions/${path}`;
  const hint = { ...(set.language && { language: languageOfCode(set.language) }), ...(set.entrypoint && { main: set.entrypoint }) };
  const program = programOf(name, files, isFile ? `submissions/${folder}` : `submissions/${path}`, hint);
  const base = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder]! : NO_RULE;
  const merged: Rule = {
    permitted: set.permitted ? verdictsOf(set.permitted) : base.permitted,
    required: set.required ? verdictsOf(set.required) : base.required,
    score: set.score ?? null,
  };
  const texts = await textsOf(files);
  const tagged = taggedVerdicts(texts, findings);
  const language = program.language === "python" && texts.some(({ text }) => isPython2(text)) ? null : program.language;
  return { ...program, language, path, ...merged, expected: tagged ?? finalVerdicts(merged) };
}

/** Of sources that are not unusually large. */
async function textsOf(files: readonly PackageFile[]): Promise<{ path: string; text: string }[]> {
  const sources = files.filter(({ path, sizeBytes }) => sizeBytes <= 256 * 1024 && /\.\w{1,4}$/.test(path));
  const texts = await Promise.all(sources.map(async (file) => ({ path: file.path, text: await textOf(file).catch(() => null) })));
  return texts.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}

/** Judging may stop at the first failure, so the final verdict is one that some test must have; without such a rule, one that tests may have. */
function finalVerdicts({ permitted, required }: Rule): Verdict[] {
  if (!required) return permitted ?? [];
  return permitted ? required.filter((verdict) => permitted.includes(verdict)) : required;
}

/** `@EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT` in a comment, as DOMjudge has it. */
function taggedVerdicts(texts: readonly { path: string; text: string }[], findings: Findings): Verdict[] | null {
  for (const { path, text } of texts) {
    const words = TAG.exec(text)?.[1]
      ?.split(",")
      .map((word) => word.trim().split(/\s/, 1)[0]!.toUpperCase().replaceAll("-", "_"));
    if (!words) continue;
    const unknown = words.find((word) => !Object.hasOwn(CODES, word));
    if (unknown === undefined) return verdictsOf(words);
    findings.note(path, `The expected result \`${unknown}\` is not known.`);
  }
  return null;
}

function verdictsOf(words: readonly string[]): Verdict[] {
  return [...new Set(words.flatMap((word) => CODES[word] ?? []))];
}

async function readEntries(files: PackageFiles, findings: Findings): Promise<Entry[]> {
  const file = files.get("submissions/submissions.yaml");
  const given = file && (await readYaml(file, findings));
  return Object.entries(given ?? {}).flatMap(([glob, value]) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const known = Object.entries(value).filter(([key]) => Object.hasOwn(ENTRY, key));
    if (known.length < Object.keys(value).length)
      findings.note(file!.path, `Expectations for single groups of tests are not used (\`${glob}\`).`);
    return [{ ...valuesOf(ENTRY, Object.fromEntries(known), file!.path, findings), pattern: patternOf(glob) }];
  });
}

/** `*` within a name, and `{a,b}`. Length and count of braces are bounded, so the pattern is too. */
function patternOf(glob: string): RegExp {
  const source = glob
    .slice(0, 200)
    .replace(/[.+?^$()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, "[^/]*")
    .replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(",").join("|")})`)
    .replace(/[{}]/g, "\\$&");
  return new RegExp(`^${source}$`);
}
