/** Languages of content: BCP 47 tags with language, script and region, and the fallback between them. */
import { badInput } from "./errors.js";

export const LOCALE_MAX = 12;
const TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;

/** The tag in its canonical form, such as `de-AT` for `de_at`; null if it is none. */
export function canonicalLocale(tag: string): string | null {
  if (tag.length > LOCALE_MAX) return null;
  try {
    const [canonical = ""] = Intl.getCanonicalLocales(tag.replaceAll("_", "-"));
    return TAG.test(canonical) ? canonical : null;
  } catch {
    return null;
  }
}

/** BAD_USER_INPUT for a text that is not a language tag. */
export function localeOf(tag: string, field: string): string {
  const locale = canonicalLocale(tag);
  if (locale === null) throw badInput(field, "This is not a language tag such as `en`, `de-AT` or `zh-Hant`.", "INVALID_FORMAT");
  return locale;
}

/**
 * The language to serve: the requested one, or the same with fewer subtags (RFC 4647, section 3.4, lookup), or the default. A request
 * that is not a language tag gets the default.
 */
export function servedLocale(requested: string | null | undefined, available: Iterable<string>, fallback: string): string {
  const known = new Set(available);
  const parts = (requested == null ? null : canonicalLocale(requested))?.split("-") ?? [];
  for (; parts.length > 0; parts.pop()) {
    const tag = parts.join("-");
    if (tag === fallback || known.has(tag)) return tag;
  }
  return fallback;
}

/** By language, without the default one, whose text is in the object's own fields. */
export type Translations<T> = Record<string, T>;

/** The text to serve, and its language. */
export function translated<T extends object>(
  own: T,
  { locale: fallback, translations }: { locale: string; translations: Translations<T> },
  requested: string | null | undefined,
): T & { locale: string } {
  const locale = servedLocale(requested, Object.keys(translations), fallback);
  return { ...(locale === fallback ? own : translations[locale]!), locale };
}
