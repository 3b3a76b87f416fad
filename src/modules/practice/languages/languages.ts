/** The languages of the judge as clients see them. */
import { DEFAULT_OUTPUT_LIMIT_BYTES } from "../../../judge/execution.js";
import { LANGUAGES } from "../../../judge/languages/index.js";
import { PROGRAM_THREADS, type Language } from "../../../judge/languages/language.js";
import { KIB, MIB } from "../../../kernel/units.js";
import type { LanguageType } from "./language.type.js";

/** Arbitrary limit for computing the memory allowance, which does not depend on the limit. */
const SOME_LIMIT_BYTES = 256 * MIB;

/** In display order. */
export const ALL_LANGUAGES: readonly LanguageType[] = LANGUAGES.map(describe);

const byId = new Map(ALL_LANGUAGES.map((language) => [language.id, language]));

/** Resolver for `Derived` fields on objects that store a language id. */
export function languageOf({ language }: { language: string }): LanguageType {
  return byId.get(language) ?? removed(language);
}

function describe({ id, aliases, name, fileName, starter, shown, compile, run, timeFactor, timeExtraMs }: Language): LanguageType {
  const { memoryBytes } = run({ memoryLimitBytes: SOME_LIMIT_BYTES });
  return {
    ...{ id, slug: id, aliases, name, fileName, starter, timeFactor, timeExtraMs },
    compileCommand: shown.compile,
    runCommand: shown.run,
    compileTimeLimitMs: compile.limits.cpuMs,
    compileMemoryLimitKb: compile.limits.memoryBytes / KIB,
    threadLimit: PROGRAM_THREADS,
    memoryAllowanceKb: (memoryBytes - SOME_LIMIT_BYTES) / KIB,
    outputLimitKb: DEFAULT_OUTPUT_LIMIT_BYTES / KIB,
  };
}

/** Placeholder for a language this version no longer supports, so that old submissions in it stay readable. */
function removed(id: string): LanguageType {
  return {
    ...{ id, slug: id, aliases: [], name: id, fileName: "", starter: "", compileCommand: null, runCommand: "" },
    ...{
      compileTimeLimitMs: 0,
      compileMemoryLimitKb: 0,
      threadLimit: 0,
      timeFactor: 1,
      timeExtraMs: 0,
      memoryAllowanceKb: 0,
      outputLimitKb: 0,
    },
  };
}
