/**
 * Statements of Polygon: sections of LaTeX for each language, in `problem-properties.json` or in files of their own. Packages that have
 * neither have them together in `problem.tex`.
 */
import * as z from "zod";
import { latexToMarkdown } from "../latex/latex-to-markdown.js";
import { Findings } from "../package-faults.js";
import { readText, type PackageFile, type PackageFiles } from "../package-files.js";
import type { PackageStatement } from "../problem-package.js";
import { problemSections, tutorialOf } from "./olymp.js";
import type { Element } from "./problem-xml.js";

/** Names of languages as Polygon writes them. */
const LOCALES: Readonly<Record<string, string>> = {
  english: "en",
  russian: "ru",
  ukrainian: "uk",
  german: "de",
  french: "fr",
  spanish: "es",
  portuguese: "pt",
  polish: "pl",
  italian: "it",
  chinese: "zh",
  japanese: "ja",
  korean: "ko",
  armenian: "hy",
  kazakh: "kk",
  azerbaijani: "az",
  persian: "fa",
  hungarian: "hu",
  romanian: "ro",
  serbian: "sr",
  croatian: "hr",
  turkish: "tr",
  vietnamese: "vi",
};

const section = z.string().nullish().catch(null);
const properties = z.looseObject({
  name: section,
  legend: section,
  input: section,
  output: section,
  interaction: section,
  scoring: section,
  notes: section,
  tutorial: section,
});
type Sections = z.infer<typeof properties>;

const HEADINGS = [
  ["input", "Input"],
  ["output", "Output"],
  ["interaction", "Interaction"],
  ["scoring", "Scoring"],
  ["notes", "Notes"],
] as const;
const NO_CONSTANTS: ReadonlyMap<string, string> = new Map();
/** Those that cannot be shown are noted when they are imported. */
const IMAGE = /(?<!\/(?:problem|tutorial))\.(png|jpe?g|svg|gif|webp|eps|ps|mps|pdf)$/i;

export interface PolygonStatements {
  titles: Record<string, string>;
  statements: PackageStatement[];
  solutions: Record<string, string>;
  images: PackageFile[];
}

export async function readStatements(files: PackageFiles, problem: Element, findings: Findings): Promise<PolygonStatements> {
  const result: PolygonStatements = { titles: {}, statements: [], solutions: {}, images: [] };
  for (const { attributes } of problem.child("names")?.children("name") ?? []) {
    if (attributes.language && attributes.value) result.titles[localeOf(attributes.language)] = attributes.value;
  }
  const listed = problem.child("statements")?.children("statement") ?? [];
  const languages = [
    ...new Set(listed.map(({ attributes }) => attributes.language ?? "").filter((language) => /^\w{1,40}$/.test(language))),
  ];
  // Of two pictures with one name, the first stays: that of the statement which is shown.
  languages.sort((one, other) => Number(localeOf(other) === "en") - Number(localeOf(one) === "en"));
  const unreadable = new Findings();
  for (const language of languages) {
    const locale = localeOf(language);
    const path = `statements/${language}/problem-properties.json`;
    const sections = await readSections(files, language, unreadable);
    const toMarkdown = (tex: string) =>
      latexToMarkdown(tex, { constants: NO_CONSTANTS, note: (message) => findings.note(path, message) }).markdown;
    if (sections?.legend?.trim()) {
      const parts = [toMarkdown(sections.legend)];
      for (const [key, heading] of HEADINGS) if (sections[key]?.trim()) parts.push(`## ${heading}\n\n${toMarkdown(sections[key])}`);
      result.statements.push({ locale, path, markdown: parts.join("\n\n") });
      result.titles[locale] ??= sections.name?.trim() ?? "";
      if (sections.tutorial?.trim()) result.solutions[locale] = toMarkdown(sections.tutorial);
    }
    for (const folder of ["statements", "statement-sections"])
      result.images.push(...files.below(`${folder}/${language}`).filter((file) => IMAGE.test(file.path)));
  }
  findings.take(unreadable, { optional: result.statements.length > 0 });
  if (result.statements.length === 0) findings.fault("STATEMENT_MISSING", "statements", "There is no statement with a legend in LaTeX.");
  return result;
}

async function readSections(files: PackageFiles, language: string, findings: Findings): Promise<Sections | null> {
  const file = files.get(`statements/${language}/problem-properties.json`);
  if (file) {
    const text = await readText(file, findings);
    if (text === null) return null;
    try {
      return properties.parse(JSON.parse(text));
    } catch {
      findings.fault("SYNTAX_INVALID", file.path, "It is not a JSON object of texts.");
      return null;
    }
  }
  const textOf = async (path: string) => {
    const part = files.get(path);
    return (part && (await readText(part, findings))) ?? "";
  };
  const sections: Record<string, string> = {};
  for (const key of ["legend", "input", "output", "interaction", "scoring", "notes", "tutorial", "name"]) {
    const text = await textOf(`statement-sections/${language}/${key}.tex`);
    if (text) sections[key] = text;
  }
  if (sections.legend) return properties.parse(sections);
  const whole = problemSections(await textOf(`statements/${language}/problem.tex`));
  return properties.parse({ ...whole, tutorial: tutorialOf(await textOf(`statements/${language}/tutorial.tex`)), ...sections });
}

function localeOf(language: string): string {
  return Object.hasOwn(LOCALES, language) ? LOCALES[language]! : language.slice(0, 20);
}
