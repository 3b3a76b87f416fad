import { describe, expect, it } from "@jest/globals";
import { canonicalLocale, servedLocale, translated } from "./locales.js";

describe("canonicalLocale", () => {
  it.each([
    ["de", "de"],
    ["de_at", "de-AT"],
    ["ZH-hant-TW", "zh-Hant-TW"],
    ["es-419", "es-419"],
  ])("takes %s as %s", (tag, expected) => expect(canonicalLocale(tag)).toBe(expected));

  it.each(["", "e", "english", "de-AT-1996", "x-private", "../etc", "en-u-ca-gregory", "de\n"])("refuses %j", (tag) =>
    expect(canonicalLocale(tag)).toBeNull(),
  );
});

describe("servedLocale", () => {
  it.each([
    ["de-AT", ["de", "de-AT"], "de-AT"],
    ["de-CH", ["de", "de-AT"], "de"],
    ["de-CH", ["de-AT"], "en"],
    ["zh-Hant-TW", ["zh-Hant"], "zh-Hant"],
    ["fr", ["de"], "en"],
    [null, ["de"], "en"],
    ["en-GB", ["de"], "en"],
    ["no tag", ["de"], "en"],
  ])("of %s from %j is %s", (requested, available, expected) => expect(servedLocale(requested, available, "en")).toBe(expected));
});

it("translated serves the text with its language", () => {
  const content = { locale: "en", translations: { de: { title: "Schleifen" } } };
  expect(translated({ title: "Loops" }, content, "de-DE")).toEqual({ title: "Schleifen", locale: "de" });
  expect(translated({ title: "Loops" }, content, "fr")).toEqual({ title: "Loops", locale: "en" });
});
