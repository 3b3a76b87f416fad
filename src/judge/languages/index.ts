import { cpp17 } from "./cpp17.js";
import { cpp20 } from "./cpp20.js";
import { cpp23 } from "./cpp23.js";
import { go } from "./go.js";
import { java17 } from "./java17.js";
import { javascript } from "./javascript.js";
import type { Language } from "./language.js";
import { python } from "./python.js";
import { typescript } from "./typescript.js";

/** In the order in which clients list them. */
export const LANGUAGES: readonly Language[] = [python, javascript, typescript, cpp17, cpp20, cpp23, java17, go];

/** By its id or one of its other names. What is stored is always the `id` of the answer. */
export function findLanguage(name: string): Language | undefined {
  return LANGUAGES.find(({ id, aliases }) => id === name || aliases.includes(name));
}

/** The stored id for a name that an input gives; a name of no language stays as it is. */
export function languageIdOf(name: string): string {
  return findLanguage(name)?.id ?? name;
}
