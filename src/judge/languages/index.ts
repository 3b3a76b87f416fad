import { cpp17 } from "./cpp17.js";
import { cpp20 } from "./cpp20.js";
import { cpp23 } from "./cpp23.js";
import { go } from "./go.js";
import { java17 } from "./java17.js";
import { javascript } from "./javascript.js";
import type { Language } from "./language.js";
import { python } from "./python.js";
import { typescript } from "./typescript.js";

/** In display order. */
export const LANGUAGES: readonly Language[] = [python, javascript, typescript, cpp17, cpp20, cpp23, java17, go];

/** Finds a language by its id or an alias. Always store the `id` of the result. */
export function findLanguage(name: string): Language | undefined {
  return LANGUAGES.find(({ id, aliases }) => id === name || aliases.includes(name));
}

/** For work that another program has queued. Throws if this version does not know the language. */
export function workersLanguage(name: string): Language {
  const language = findLanguage(name);
  if (!language) throw new Error(`This worker does not know the language ${name}.`);
  return language;
}

/** The id to store for a name from an input; an unknown name is returned unchanged. */
export function languageIdOf(name: string): string {
  return findLanguage(name)?.id ?? name;
}
