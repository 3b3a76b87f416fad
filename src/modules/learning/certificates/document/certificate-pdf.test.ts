import { describe, expect, it } from "@jest/globals";
import { inflateSync } from "node:zlib";
import { renderCertificate, type CertificateFacts } from "./certificate-pdf.js";

const FACTS: CertificateFacts = {
  code: "7K3QDM0ZXA41RTB9WEVC",
  learnerName: "Ada Lovelace",
  accountName: "ada",
  trackTitle: "Python from zero",
  completedAt: new Date("2026-03-09T12:00:00Z"),
  issuedAt: new Date("2026-03-09T12:00:01Z"),
  url: "https://api.example/certificates/7K3QDM0ZXA41RTB9WEVC",
  language: "en",
};

const linesOf = (pdf: Buffer): string[] => partsOf(pdf).lines;

/**
 * The lines of a page as a PDF reader extracts them: glyphs of each font, by its ToUnicode map (ISO 32000-1, 9.10). With the texts that stand for
 * outlines, and the number of filled outlines.
 */
function partsOf(pdf: Buffer): { lines: string[]; actual: string[]; outlines: number } {
  const text = pdf.toString("latin1");
  const objects = new Map([...text.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]));
  const streamOf = (body: string) => {
    const [, content] = /stream\n([^]*?)\nendstream/.exec(body) ?? [];
    return content === undefined ? "" : inflateSync(Buffer.from(content, "latin1")).toString("latin1");
  };
  const characters = (id: string) => {
    const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)!)!;
    const ranges = [...streamOf(objects.get(map!)!).matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)];
    const decoded = (hex: string) =>
      hex
        .split(" ")
        .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
        .join("");
    return new Map(
      ranges.flatMap(([, from, list]) =>
        [...list!.matchAll(/<([^>]*)>/g)].map(([, hex], at) => [Number.parseInt(from!, 16) + at, decoded(hex!)] as const),
      ),
    );
  };
  const fonts = new Map([...text.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, characters(id!)]));
  const page = [...objects.values()]
    .map((body) => (body.includes("/FlateDecode") ? streamOf(body) : ""))
    .find((body) => body.includes("BT\n"))!;
  const actual = [...page.matchAll(/\/ActualText \(([^]*?)\)\s*>>\s*BDC/g)].map(([, text]) => utf16(text!));
  const lines = [...page.matchAll(/\/(F\d+) [\d.]+ Tf\n([^]*?)ET/g)].map(([, font, operators]) =>
    [...operators!.matchAll(/<([\da-f]+)>/g)]
      .flatMap(([, hex]) => hex!.match(/.{4}/g)!)
      .map((glyph) => fonts.get(font!)!.get(Number.parseInt(glyph, 16)) ?? "")
      .join(""),
  );
  return { lines, actual, outlines: page.match(/^B$/gm)?.length ?? 0 };
}

/** A string of a PDF: UTF-16BE after a byte order mark, with escaped bytes (ISO 32000-1, 7.3.4.2). */
function utf16(text: string): string {
  const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const bytes = Buffer.from(
    text.replaceAll(/\\(.)/gs, (_, one: string) => escapes[one] ?? one),
    "latin1",
  );
  return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
}

const shown = async (change: Partial<CertificateFacts>) => linesOf(await renderCertificate({ ...FACTS, ...change }));
const NOTE = "The full name and title are on the page below.";

describe("the document of a certificate", () => {
  it("shows name, title, day, code and the address of its page", async () => {
    const lines = await shown({});
    for (const line of ["Certificate of completion", "Ada Lovelace", "Python from zero", "on March 9, 2026", FACTS.url])
      expect(lines).toContain(line);
    expect(lines).toContain("Code: 7K3QD-M0ZXA-41RTB-9WEVC");
    expect(lines).not.toContain(NOTE);
  });

  it("shows Latin with accents, Greek and Cyrillic", async () => {
    for (const learnerName of ["Zoë Ďurovičová", "Νίκος Καζαντζάκης", "Наталья Ёлкина"])
      expect(await shown({ learnerName })).toContain(learnerName);
  });

  it("draws a right-to-left name from right to left, with its spaces", async () => {
    expect(await shown({ learnerName: "דוד בן גוריון" })).toContain([..."דוד בן גוריון"].reverse().join(""));
  });

  it.each([
    ["Chinese", "王小明"],
    ["Japanese", "山田たろう"],
    ["Korean", "김민준"],
    ["Hindi", "क्षितिज श्रीवास्तव"],
    ["Bengali", "অনির্বাণ"],
    ["Tamil", "தமிழ்ச்செல்வி"],
    ["Telugu", "తెలుగు"],
    ["Thai", "สมศักดิ์"],
    ["two scripts", "Kim 김민준 王"],
  ])("draws a name in %s as outlines that readers can copy", async (_script, learnerName) => {
    const pdf = await renderCertificate({ ...FACTS, learnerName });
    const { lines, outlines, actual } = partsOf(pdf);
    expect(actual).toEqual([learnerName]);
    expect(lines).toContain("Python from zero");
    expect(lines).not.toEqual(expect.arrayContaining([NOTE]));
    expect(lines).not.toContain("ada");
    // Conjuncts are fewer glyphs than letters, but each syllable has at least one.
    const letters = [...learnerName].filter((letter) => /[\p{Lo}]/u.test(letter)).length;
    expect(outlines).toBeGreaterThanOrEqual(Math.ceil(letters / 2));
    expect(pdf.length).toBeLessThan(100_000);
  });

  it("draws a title in Chinese, smaller if it is long", async () => {
    const trackTitle = "从零开始".repeat(25);
    const { actual, outlines } = partsOf(await renderCertificate({ ...FACTS, trackTitle }));
    expect([actual, outlines]).toEqual([[trackTitle], 100]);
  });

  it("replaces what its fonts lack, and says so", async () => {
    const name = await shown({ learnerName: "Ada 🦊" });
    expect(name).toEqual(expect.arrayContaining(["ada", "Python from zero", NOTE]));
    expect(await shown({ learnerName: "శ్రీనివాస్" })).toEqual(expect.arrayContaining(["ada", NOTE]));
    const title = await shown({ trackTitle: "ཨོཾ་མ་ཎི" });
    expect(title).toEqual(expect.arrayContaining(["Ada Lovelace", NOTE]));
  });

  it("fits long texts into their line", async () => {
    const learnerName = "W".repeat(100);
    expect(await shown({ learnerName, trackTitle: "M".repeat(120) })).toEqual(expect.arrayContaining([learnerName, "M".repeat(120)]));
  });
});
