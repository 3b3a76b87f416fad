import { cpp17 } from "./cpp17.js";
import { go } from "./go.js";
import { java17 } from "./java17.js";
import { javascript } from "./javascript.js";
import type { Language } from "./language.js";
import { python } from "./python.js";
import { typescript } from "./typescript.js";

/** In the order in which clients list them. */
export const LANGUAGES: readonly Language[] = [python, javascript, typescript, cpp17, java17, go];

export function findLanguage(id: string): Language | undefined {
  return LANGUAGES.find((language) => language.id === id);
}
