// The message catalogue: texts to people, by language. A new language is one file like de.ts and one line here.
import { de } from "./de.js";
import { en } from "./en.js";
import type { Messages } from "./shape.js";

const MESSAGES = { en, de } satisfies Record<string, Messages>;

export type Language = keyof typeof MESSAGES;
export const LANGUAGES = Object.keys(MESSAGES) as Language[];

/** The language for a BCP 47 tag: de-AT gets German. English as the fallback. */
export function languageOf(locale: string): Language {
  const [language = ""] = locale.toLowerCase().split("-");
  return LANGUAGES.find((known) => known === language) ?? "en";
}

export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}
