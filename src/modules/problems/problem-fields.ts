import { findChecker } from "../../judge/checkers/index.js";
import { findLanguage } from "../../judge/languages/index.js";
import { badInput } from "../../kernel/errors.js";
import type { CreateProblemInput, LanguageLimitInput, UpdateProblemInput } from "./problem-edit.type.js";
import type { LanguageLimits, Problem } from "./problem.entity.js";

/** Copies what the input gives, and leaves the rest. Topics are not copied: they need the database. */
export function applyFields(problem: Problem, input: CreateProblemInput | UpdateProblemInput): void {
  if (input.title != null) problem.title = input.title.trim();
  if (input.slug != null) problem.slug = input.slug;
  if (input.statement != null) problem.statement = input.statement;
  if (input.explanation != null) problem.explanation = input.explanation;
  if (input.difficulty != null) problem.difficulty = input.difficulty;
  if (input.tags != null) problem.tags = [...new Set(input.tags)];
  if (input.hints != null) problem.hints = input.hints;
  if (input.timeLimitMs != null) problem.timeLimitMs = input.timeLimitMs;
  if (input.memoryLimitKb != null) problem.memoryLimitKb = input.memoryLimitKb;
  if (input.languageLimits != null) problem.languageLimits = limitsByLanguage(input.languageLimits);
  if (input.checker != null) problem.checker = knownChecker(input.checker);
}

function limitsByLanguage(list: readonly LanguageLimitInput[]): LanguageLimits {
  const unknown = list.filter(({ language }) => !findLanguage(language));
  if (unknown.length > 0) {
    throw badInput("input.languageLimits", `There is no such language: ${unknown.map(({ language }) => language).join(", ")}.`);
  }
  if (new Set(list.map(({ language }) => language)).size < list.length) {
    throw badInput("input.languageLimits", "A language is named twice.");
  }
  return Object.fromEntries(
    list.map(({ language, timeLimitMs, memoryLimitKb }) => [
      language,
      { ...(timeLimitMs != null && { timeLimitMs }), ...(memoryLimitKb != null && { memoryLimitKb }) },
    ]),
  );
}

function knownChecker(id: string): string {
  if (!findChecker(id)) throw badInput("input.checker", `There is no checker "${id}".`);
  return id;
}

const SLUG_MAX = 80;

/** "Łódź: 2 Ferries!" becomes "lodz-2-ferries". Throws BAD_USER_INPUT when no letter or digit of ASCII is left. */
export function slugFrom(title: string): string {
  const ascii = title.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "L");
  const slug = ascii
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join("-")
    .slice(0, SLUG_MAX)
    .replace(/-$/, "");
  if (!slug) throw badInput("input.slug", "No address can be made from this title: give a slug.");
  return slug;
}
