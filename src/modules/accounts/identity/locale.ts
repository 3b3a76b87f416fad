import { badInput } from "../../../kernel/errors.js";

const LONGEST = 35;

/** Returns the canonical BCP 47 tag. BAD_USER_INPUT for anything else. */
export function localeFrom(text: string, field: string): string {
  try {
    if (text.length <= LONGEST) return Intl.getCanonicalLocales(text)[0]!;
  } catch {
    // Rejected below.
  }
  throw badInput(field, "Use a BCP 47 language tag, such as en or pt-BR.", "INVALID_FORMAT");
}
