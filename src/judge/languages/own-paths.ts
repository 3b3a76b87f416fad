import type { Language } from "./language.js";

/** Traces name the source as its sender knows it, not where it lay in the sandbox. Other paths stay: the program may have written them. */
export function ownPaths(text: string, { fileName }: Pick<Language, "fileName">): string {
  return text.replaceAll(`file:///box/${fileName}`, fileName).replaceAll(`/box/${fileName}`, fileName);
}
