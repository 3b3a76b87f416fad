import { starterOf } from "../../../../judge/functions/function-program.js";
import type { FunctionSignature } from "../../../../judge/functions/signature.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { badInput } from "../../../../kernel/errors.js";
import type { StarterCode } from "./problem-limits.js";

/** Initial editor content: the problem's starter code, what its signature gives, or the language's default. BAD_USER_INPUT for an unknown language. */
export function starterFor(
  { starterCode, signature }: { starterCode: StarterCode; signature: FunctionSignature | null },
  languageName: string,
): { language: string; source: string; own: boolean } {
  const language = findLanguage(languageName);
  if (!language) throw badInput("language", "There is no such language. Use the `slug` of one of `languages`.", "UNKNOWN_VALUE");
  const own = starterCode[language.id];
  return {
    language: language.id,
    source: own ?? (signature && starterOf(language.id, signature)) ?? language.starter,
    own: own !== undefined,
  };
}
