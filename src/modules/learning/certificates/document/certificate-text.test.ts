import { describe, expect, it } from "@jest/globals";
import { drawable } from "./certificate-text.js";

/** As if the font had everything up to Arabic. */
const upToArabic = (codePoint: number) => codePoint < 0x700;

describe("drawable", () => {
  it.each(["Ada Lovelace", "Ďurovičová Zoë", "Νίκος Καζαντζάκης", "Наталья Ёлкина", "O'Brien-Smith, Jr. (3rd)", "דוד בן גוריון"])(
    "keeps %s",
    (text) => {
      expect(drawable(text, upToArabic)).toBe(text);
    },
  );

  it("composes accents and collapses white space", () => {
    expect(drawable("  Zoe\u0308\n Ada ", upToArabic)).toBe("Zoë Ada");
  });

  it.each(["山田太郎", "Ada 🚀", "नमस्ते"])("refuses %s, which the font lacks", (text) => {
    expect(drawable(text, upToArabic)).toBeNull();
  });

  it.each(["דוד Cohen", "דוד 3", "دار (ا)", "a\u202eb", "", " "])("refuses %j, whose order is not certain", (text) => {
    expect(drawable(text, upToArabic)).toBeNull();
  });
});
