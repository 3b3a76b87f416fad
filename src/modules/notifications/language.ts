/** Languages that texts to accounts are written in. English is always there. */
export type Language = "en" | "de";

/** A text in the languages it has; English stands in for the others. */
export type Texts<T> = { en: T } & Partial<Record<Language, T>>;

/** The one for a BCP 47 tag: de-AT gets German. */
export function languageOf(locale: string): Language {
  const [language = ""] = locale.toLowerCase().split("-");
  return language === "de" ? "de" : "en";
}

export function inLanguage<T>(texts: Texts<T>, language: Language): T {
  return texts[language] ?? texts.en;
}
