// The message catalogue: texts to people, by language. A new language is one file like de.ts and one line here.
import { de } from "./de.js";
import { en } from "./en.js";
import type { Messages } from "./shape.js";

const MESSAGES = { en, de } satisfies Record<string, Messages>;

export type MessageLanguage = keyof typeof MESSAGES;
export const MESSAGE_LANGUAGES = Object.keys(MESSAGES) as MessageLanguage[];

/** The language for a BCP 47 tag: de-AT gets German. English as the fallback. */
export function messageLanguageOf(locale: string): MessageLanguage {
  const [language = ""] = locale.toLowerCase().split("-");
  return MESSAGE_LANGUAGES.find((known) => known === language) ?? "en";
}

export function messagesIn(language: MessageLanguage): Messages {
  return MESSAGES[language];
}
