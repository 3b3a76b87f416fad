/** Changes of texts in one language, for everything that has translations. */
import { badInput } from "./errors.js";
import { localeOf, type Translations } from "./locales.js";

/** Languages of a text besides its own. */
export const TRANSLATIONS_MAX = 20;

interface Translatable<T> {
  translations: Translations<T>;
}

/**
 * Puts the given texts into the object's own fields, or into a translation. `given` has undefined for what stays. BAD_USER_INPUT if a new
 * translation lacks a title, or if there are too many.
 */
export function putText<T extends { title: string }>(
  target: Translatable<T> & T,
  { own, requested, empty, given }: { own: string; requested: string | null | undefined; empty: T; given: Partial<T> },
): void {
  const locale = requested == null ? own : localeOf(requested, "input.locale");
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
  if (locale === own) return void Object.assign(target, changes);
  const known = target.translations[locale];
  if (!known && changes.title === undefined) throw badInput("input.title", "A new translation needs a title.", "REQUIRED");
  target.translations = { ...target.translations, [locale]: { ...(known ?? empty), ...changes } };
  const actual = Object.keys(target.translations).length;
  if (actual > TRANSLATIONS_MAX) {
    const message = `There are at most ${TRANSLATIONS_MAX} translations.`;
    throw badInput("input.locale", message, "TOO_MANY", { maximum: TRANSLATIONS_MAX, actual });
  }
}

/** BAD_USER_INPUT if there is no such translation. */
export function dropTranslation(target: { translations: Translations<object> }, tag: string): void {
  const locale = localeOf(tag, "input.removeTranslation");
  const { [locale]: dropped, ...kept } = target.translations;
  if (!dropped) throw badInput("input.removeTranslation", "There is no translation into this language.", "UNKNOWN_VALUE");
  target.translations = kept;
}
