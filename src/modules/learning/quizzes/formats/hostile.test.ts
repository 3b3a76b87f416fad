import { IMPORT_LIMITS } from "./imported-item.js";
import { readQuestions, type QuestionFormat } from "./question-formats.js";

const MIB = 1024 * 1024;
const filled = (piece: string, length = MIB) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const essay = (html: string) =>
  `<quiz><question type="essay"><questiontext format="html"><text>${html}</text></questiontext></question></quiz>`;
const attributes = Array.from({ length: 50_000 }, (_, index) => `a${index}="1"`).join(" ");

/** No time is asserted: what is not linear would take hours. */
const FILES: Readonly<Record<QuestionFormat, Readonly<Record<string, string>>>> = {
  GIFT: {
    "1 MiB of opening braces": filled("{"),
    "1 MiB of closing braces": filled("}"),
    "1 MiB of pairs of braces": filled("{}"),
    "a question of 200,000 opening braces": filled("{", 200_000),
    "200,000 answers": `q {${filled("~", 200_000)}}`,
    "pairs without end": `q {${filled("=a->b ", 200_000)}`,
    backslashes: filled("\\", 200_000),
    "escaped braces": filled("\\{", 200_000),
    "an endless weight": `q {=%${filled("9", 200_000)}%}`,
    "an endless number": `q {#${filled("9", 200_000)}}`,
    points: `q {#${filled(".", 200_000)}}`,
    "an unterminated title": `::${filled("a:", 200_000)}`,
    "unterminated tags": `// ${filled("[tag:")}\nq {}`,
    "a million lines": filled("a\n"),
    "HTML without end": `[html]${filled("<b>", 99_000)}{}`,
    "formatting that repeats in every paragraph": `[html]${"<b id=1><i><u><s>".repeat(10)}${filled("<p>", 5_000)}{}`,
    "ordering without end": `q{>${filled("a\n", 200_000)}`,
  },
  MOODLE_XML: {
    "a billion laughs": `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz><question type="essay"/></quiz>`,
    "unknown entities": essay(filled("&lol;", 10_000)),
    "1 MiB of <": `<quiz>${filled("<")}`,
    "quotes without end": `<quiz>${filled("<question a='")}`,
    "CDATA without end": `<quiz><question><![CDATA[${filled("x")}`,
    "a comment without end": `<quiz>${filled("<!--")}`,
    "elements within each other": `<quiz><question>${filled("<a>", 200_000)}</question></quiz>`,
    "50,000 attributes": `<quiz><question ${attributes}/></quiz>`,
    "HTML elements within each other": essay(`<![CDATA[${filled("<div>", 90_000)}]]>`),
    "names of JavaScript": `<quiz><question type="__proto__"/><question type="essay"><__proto__>x</__proto__><constructor/></question></quiz>`,
  },
};

describe.each(["GIFT", "MOODLE_XML"] as const)("hostile %s", (format) => {
  it.each(Object.keys(FILES[format]))("%s: ends with a report, and nothing is imported that was not understood", async (name) => {
    const { items, faults } = await readQuestions(format, FILES[format][name]!);
    expect(items.length + faults.length).toBeGreaterThan(0);
    for (const { outcome, messages, content, title } of items) {
      expect(messages.length).toBeLessThanOrEqual(IMPORT_LIMITS.messages);
      for (const message of [...messages, title]) expect(message.length).toBeLessThanOrEqual(IMPORT_LIMITS.message);
      expect(content === null).toBe(outcome === "REFUSED");
    }
  });

  it("refuses NUL and halves of characters in their question only", async () => {
    const questions = { GIFT: (text: string) => `${text}{T}\n\n`, MOODLE_XML: (text: string) => trueFalse(text) };
    const all = ["good", "\0", "\ud800", "\udc00x", "good"].map(questions[format]).join("");
    const { items } = await readQuestions(format, format === "GIFT" ? all : `<quiz>${all}</quiz>`);
    expect(items.map(({ outcome }) => outcome)).toEqual(["IMPORTED", "REFUSED", "REFUSED", "REFUSED", "IMPORTED"]);
  });

  it("refuses 10,000 questions as a whole, and reads as many as are allowed", async () => {
    const one = format === "GIFT" ? "q{=a ~b}\n\n" : trueFalse("q");
    const file = (count: number) => (format === "GIFT" ? one.repeat(count) : `<quiz>${one.repeat(count)}</quiz>`);
    expect(await readQuestions(format, file(10_000))).toMatchObject({ items: [], faults: [expect.stringContaining("2000")] });
    const { items } = await readQuestions(format, file(IMPORT_LIMITS.items));
    expect(items.filter(({ outcome }) => outcome === "IMPORTED")).toHaveLength(IMPORT_LIMITS.items);
  });
});

const trueFalse = (text: string) =>
  `<question type="truefalse"><questiontext format="plain_text"><text>${text}</text></questiontext><answer fraction="100"><text>true</text></answer></question>`;

it("leaves no script, no frame and no address of a script in what it imports", async () => {
  const html = `<p onclick="a()">Text <script>alert(1)</script><iframe src="x"></iframe><a href="javascript:alert(1)">link</a><img src="data:x" alt="picture"></p>`;
  const { items } = await readQuestions("MOODLE_XML", essay(`<![CDATA[${html}]]>`));
  expect(items[0]!.content).toMatchObject({ prompt: "Text link picture" });
  expect(items[0]!.outcome).toBe("PARTLY");
  expect(items[0]!.messages).toHaveLength(4);
});
