import { MESSAGE_LANGUAGES, messageLanguageOf, messagesIn } from "./messages.js";

/** Every text of a language with its path. Functions are called with a marker that their text must contain. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String((value as (mark: string) => string)("MARK"))]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, path === "" ? key : `${path}.${key}`));
}

describe("the message catalogue", () => {
  const english = new Map(texts(messagesIn("en")));

  it.each(MESSAGE_LANGUAGES)("has every text in %s, and none is empty", (language) => {
    const own = new Map(texts(messagesIn(language)));
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of own) expect([path, text.trim()]).not.toEqual([path, ""]);
  });

  it.each(MESSAGE_LANGUAGES.filter((language) => language !== "en"))("is translated to %s as a whole", (language) => {
    const untranslated = texts(messagesIn(language)).filter(([path, text]) => english.get(path) === text);
    expect(untranslated).toEqual([]);
  });

  it.each(MESSAGE_LANGUAGES)("keeps in %s what a text is about", (language) => {
    for (const [path, text] of english)
      if (text.includes("MARK"))
        expect([path, new Map(texts(messagesIn(language))).get(path)]).toEqual([path, expect.stringContaining("MARK")]);
  });

  it.each([
    ["de-AT", "de"],
    ["DE", "de"],
    ["en-GB", "en"],
    ["fr", "en"],
    ["", "en"],
  ])("picks for the locale %p the language %s", (locale, language) => expect(messageLanguageOf(locale)).toBe(language));
});
