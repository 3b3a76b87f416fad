import { CONFIG_MAX_BYTES, readText, type PackageFile, type PackageFiles } from "../package-files.js";
import { Findings } from "../package-faults.js";
import type { PackageStatement } from "../problem-package.js";
import { latexToMarkdown } from "../latex/latex-to-markdown.js";
import { type Metadata, withConstants } from "./metadata.js";

const FOLDERS = ["statement", "problem_statement"];
const IMAGE = /\.(png|jpe?g|svg|gif|webp)$/i;
const PREFERENCE = ["md", "tex", "pdf"];

export interface Statements {
  statements: PackageStatement[];
  /** From `\problemname`. */
  titles: Record<string, string>;
  images: PackageFile[];
}

export async function readStatements(files: PackageFiles, metadata: Metadata, findings: Findings): Promise<Statements> {
  const folder = FOLDERS.find((name) => files.below(name).some(({ path }) => /\/problem\.[^/]*(md|tex|pdf)$/.test(path)));
  if (!folder) {
    const pdf = files.get("problem.pdf");
    if (!pdf) findings.fault("STATEMENT_MISSING", FOLDERS[0]!, "There is no `problem.<language>.md` or `.tex`.");
    return { statements: pdf ? [{ locale: "en", path: pdf.path, markdown: null }] : [], titles: {}, images: [] };
  }
  const found = localized(files.below(folder), `${folder}/problem`);
  const titles: Record<string, string> = {};
  const statements: PackageStatement[] = [];
  const unreadable = new Findings();
  for (const [locale, file] of found) {
    const own = new Findings();
    const { markdown, title } = await readMarkup(file, metadata, own);
    (own.faultCount > 0 ? unreadable : findings).take(own);
    if (own.faultCount > 0) continue;
    if (title) titles[locale] = title;
    statements.push({ locale, path: file.path, markdown });
  }
  findings.take(unreadable, { optional: statements.length > 0 });
  return { statements, titles, images: files.below(folder).filter(({ path }) => IMAGE.test(path)) };
}

/** `solution/solution.<language>.md`. */
export async function readSolutions(files: PackageFiles, metadata: Metadata, findings: Findings): Promise<Record<string, string>> {
  const solutions: Record<string, string> = {};
  for (const [locale, file] of localized(files.below("solution"), "solution/solution")) {
    const own = new Findings();
    const { markdown } = await readMarkup(file, metadata, own);
    findings.take(own, { optional: true });
    if (markdown) solutions[locale] = markdown;
    else if (own.faultCount === 0) findings.note(file.path, "A solution as PDF is not used.");
  }
  return solutions;
}

/** One file for each locale, the best kind that there is. */
function localized(files: readonly PackageFile[], base: string): Map<string, PackageFile> {
  const kindOf = ({ path }: PackageFile) => PREFERENCE.indexOf(path.split(".").at(-1)!);
  const found = new Map<string, PackageFile>();
  for (const file of files) {
    const [, locale = "en"] = /^(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2})?))?\.(?:md|tex|pdf)$/.exec(file.path.slice(base.length)) ?? [null];
    if (!file.path.startsWith(`${base}.`) || locale === null || kindOf(file) < 0) continue;
    const other = found.get(locale);
    if (!other || kindOf(file) < kindOf(other)) found.set(locale, file);
  }
  return found;
}

async function readMarkup(
  file: PackageFile,
  { constants }: Metadata,
  findings: Findings,
): Promise<{ markdown: string | null; title: string | null }> {
  if (file.path.endsWith(".pdf")) return { markdown: null, title: null };
  const text = await readText(file, findings, CONFIG_MAX_BYTES);
  if (text === null) return { markdown: null, title: null };
  if (file.path.endsWith(".md")) {
    const markdown = withConstants(text, constants).replace(/\{\{(nextsample|remainingsamples)\}\}/g, "");
    return { markdown: markdown.trim(), title: null };
  }
  return latexToMarkdown(text, { constants, note: (message) => findings.note(file.path, message) });
}
