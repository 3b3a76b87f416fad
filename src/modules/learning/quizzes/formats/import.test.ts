import { importMoodleXml } from "./moodle-xml/import-moodle-xml.js";
import { readQuestions, type QuestionFormat } from "./question-formats.js";

const read = async (format: QuestionFormat, text: string) => (await readQuestions(format, text)).items;
const gift = (text: string) => read("GIFT", text);
const one = async (text: string) => (await gift(text))[0]!;
const xml = async (type: string, inner: string, prompt = "<p>Which?</p>") =>
  (
    await read(
      "MOODLE_XML",
      `<quiz><question type="${type}"><questiontext format="html"><text><![CDATA[${prompt}]]></text></questiontext>${inner}</question></quiz>`,
    )
  )[0]!;
const answer = (text: string, fraction: number, more = "") => `<answer fraction="${fraction}"><text>${text}</text>${more}</answer>`;

describe("GIFT", () => {
  it("refuses a faulty question alone, with the line of the fault", async () => {
    const items = await gift("// a comment\nFirst? {T}\n\n::Broken:: one\ntwo { three\n{ four }\n\nLast? {=yes ~no}\n");
    expect(items.map(({ position, line, outcome }) => [position, line, outcome])).toEqual([
      [1, 2, "IMPORTED"],
      [2, 4, "REFUSED"],
      [3, 8, "IMPORTED"],
    ]);
    expect(items[1]!.messages).toEqual(['Line 6: a second "{". As a character write "\\{".']);
  });

  it("reads a gap within a sentence", async () => {
    expect((await one("The capital is {=Paris =%50%paris}.")).content).toMatchObject({
      kind: "SHORT_TEXT",
      prompt: "The capital is \\_\\_\\_\\_\\_.",
      answers: [
        { text: "Paris", weight: 1 },
        { text: "paris", weight: 0.5 },
      ],
    });
  });

  it("knows for whom the feedback of true and false is: first those who are wrong", async () => {
    expect((await one("Sure? {F#Too bad#Well done####Because}")).content).toMatchObject({
      answer: false,
      trueFeedback: "Too bad",
      falseFeedback: "Well done",
      explanation: "Because",
    });
  });

  it("reads numbers with tolerance, intervals and exponents, and feedback for any other", async () => {
    expect((await one("n? {#=1.5e3:0.1#near =%50%-2..-.5 ~#wrong}")).content).toMatchObject({
      answers: [
        { value: 1500, tolerance: 0.1, weight: 1, feedback: "near" },
        { min: -2, max: -0.5, weight: 0.5 },
        { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, weight: 0, feedback: "wrong" },
      ],
    });
    expect((await one("n? {#one}")).outcome).toBe("REFUSED");
  });

  it("takes categories, ids and tags of comments as tags", async () => {
    const [item] = await gift("$CATEGORY: $course$/top/Loops/For\n// [id:q\\]1] [tag:easy]\n// [tag:for loops]\nEssay? {}");
    expect(item!.content).toMatchObject({ kind: "ESSAY", tags: ["easy", "for loops", "Loops/For", "id:q]1"] });
  });

  it("reads each text in its own format", async () => {
    const { content } = await one("[html]<b>Bold</b> &amp; 1\\*2 {=[plain]*a* ~[markdown]*b* ~<i>c</i>#[moodle]x\\ny}");
    expect(content).toMatchObject({
      prompt: expect.stringMatching(/^\*\*Bold\*\* & 1\\+\*2$/),
      choices: [{ text: "\\*a\\*" }, { text: "*b*" }, { text: "*c*", feedback: "x\\\ny" }],
    });
  });

  it("refuses descriptions and sets of choices that nobody can solve", async () => {
    const items = await gift("Only a text.\n\nWhich? {~%50%a ~b}\n\nWhich? {~a ~b}");
    expect(items.map(({ outcome }) => outcome)).toEqual(["REFUSED", "REFUSED", "REFUSED"]);
  });
});

describe("Moodle XML", () => {
  it("reads several correct choices with their shares", async () => {
    const item = await xml(
      "multichoice",
      `<single>false</single>${answer("a", 33.33333)}${answer("b", 33.33333)}${answer("c", 33.33333)}${answer("d", -100)}`,
    );
    expect(item).toMatchObject({
      kind: "MULTIPLE_CHOICE",
      outcome: "IMPORTED",
      content: { prompt: "Which?", choices: [{ weight: 0.3333333 }, {}, {}, { weight: -1 }] },
    });
  });

  it("reports units, hints, combined feedback and what it does not know", async () => {
    const item = await xml(
      "numerical",
      `${answer("6,25", 100, "<tolerance>0.05</tolerance>")}<units><unit><multiplier>1</multiplier></unit></units><hint><text>h</text></hint>
       <correctfeedback><text>Yes</text></correctfeedback><plugin_x>1</plugin_x>`,
    );
    expect(item.content).toMatchObject({ answers: [{ value: 6.25, tolerance: 0.05, weight: 1 }] });
    expect(item.outcome).toBe("PARTLY");
    expect(item.messages).toHaveLength(4);
  });

  it("takes * in short answers for any text and \\* for an asterisk", async () => {
    expect((await xml("shortanswer", answer("a.b*\\*", 100))).content).toMatchObject({ answers: [{ pattern: "a\\.b[\\s\\S]*\\*" }] });
    expect((await xml("shortanswer", answer("2\\*3", 100))).content).toMatchObject({ answers: [{ text: "2*3" }] });
  });

  it("orders items by their place, and takes pairs without a left side for wrong right sides", async () => {
    const ordered = await xml("ordering", `${answer("second", 2)}${answer("first", 1)}`);
    expect(ordered.content).toMatchObject({ kind: "ORDERING", items: [{ text: "first" }, { text: "second" }] });
    const pair = (left: string, right: string) =>
      `<subquestion format="html"><text>${left}</text><answer><text>${right}</text></answer></subquestion>`;
    const matched = await xml("matching", pair("cat", "mammal") + pair("", "insect_*"));
    expect(matched.content).toMatchObject({ pairs: [{ left: "cat", right: "mammal" }], extraRights: ["insect\\_\\*"] });
  });

  it.each(["cloze", "calculated", "description", "random", "ddmarker"])("refuses %s with the reason", async (type) => {
    const item = await xml(type, "");
    expect(item).toMatchObject({ outcome: "REFUSED", content: null, foreignKind: type });
    expect(item.messages).toHaveLength(1);
  });

  it("reports embedded files and keeps the text around them", async () => {
    const item = await xml(
      "essay",
      "",
      `<p>See <img src="@@PLUGINFILE@@/a.png" alt="the graph">and <a href="@@PLUGINFILE@@/b.pdf">this</a>.</p>`,
    );
    expect(item).toMatchObject({ outcome: "PARTLY", content: { prompt: "See the graph and this." } });
    expect(item.messages).toEqual([expect.stringContaining("@@PLUGINFILE@@")]);
  });

  it("puts pictures in the place of embedded files, and says which are refused", async () => {
    const file = (name: string, base64: string) => `<file name="${name}" path="/" encoding="base64">${base64}</file>`;
    const seen: string[] = [];
    const { items } = await importMoodleXml(
      `<quiz><question type="essay"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[<p>A <img src="@@PLUGINFILE@@/my%20graph.png" alt="g"> and
 <img src="@@PLUGINFILE@@/b.png" alt="bad one">.</p>]]></text>${file("my graph.png", "AAAA\nBBBB")}${file("b.png", "CCCC")}${file("unused.png", "DDDD")}</questiontext></question>
<question type="essay"><questiontext><text>No file</text></questiontext></question></quiz>`,
      async (base64) => {
        seen.push(base64);
        return base64.startsWith("A") ? { url: "https://api.example/question-pictures/1" } : { refusal: "It is empty." };
      },
    );
    expect(seen).toEqual(["AAAA\nBBBB", "CCCC"]);
    expect(items[0]).toMatchObject({
      outcome: "PARTLY",
      content: { prompt: "A ![g](https://api.example/question-pictures/1) and bad one ." },
    });
    expect(items[0]!.messages).toEqual([
      'The file "b.png" is not imported. It is empty.',
      "A file of the question that no text shows is left out.",
      expect.stringContaining("@@PLUGINFILE@@"),
    ]);
    // The base64 keeps its line feeds, so that later lines are right.
    expect([items[1]!.outcome, items[1]!.line]).toEqual(["IMPORTED", 4]);
  });

  it("does not take the beginning of a picture's name for another picture", async () => {
    const files = { "a.png": "AAAA", "a.png.png": "BBBB", unused: "CCCC", "unused-not": "DDDD" };
    const written = Object.entries(files).map(([name, base64]) => `<file name="${name}" path="/" encoding="base64">${base64}</file>`);
    const seen: string[] = [];
    const { items } = await importMoodleXml(
      `<quiz><question type="essay"><questiontext format="html"><text><![CDATA[<p><img src="@@PLUGINFILE@@/a.png.png" alt="b"> <img src="@@PLUGINFILE@@/a.png" alt="a"> <img src='@@PLUGINFILE@@/unused-not' alt="c"></p>]]></text>${written.join("")}</questiontext></question></quiz>`,
      async (base64) => {
        seen.push(base64);
        return { url: `https://api.example/${base64}` };
      },
    );
    expect(seen).toEqual(["AAAA", "BBBB", "DDDD"]);
    expect(items[0]!.content).toMatchObject({
      prompt: "![b](https://api.example/BBBB) ![a](https://api.example/AAAA) ![c](https://api.example/DDDD)",
    });
    expect(items[0]!.messages).toEqual(["A file of the question that no text shows is left out."]);
  });

  it("refuses a question that is not well-formed alone, with its line", async () => {
    const file = `<quiz>\n<question type="essay">\n<questiontext><text>a</questiontext>\n</question>\n<question type="essay"><questiontext><text>b</text></questiontext></question>\n</quiz>`;
    const items = await read("MOODLE_XML", file);
    expect(items.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, "REFUSED"],
      [5, "IMPORTED"],
    ]);
    expect(items[0]!.messages[0]).toMatch(/^Line 3: /);
  });
});

describe("HTML", () => {
  const markdownOf = async (html: string) => (await xml("essay", "", html)).content?.prompt;

  it("becomes Markdown: lists, tables, code, links, formulas", async () => {
    expect(await markdownOf("<h3>T</h3><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>")).toBe("### T\n\n- a\n  1. b\n- c");
    expect(await markdownOf("<table><tr><th>x</th><th>y|z</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>")).toBe(
      "| x | y\\|z  |\n| - | ----- |\n| 1 | **2** |",
    );
    expect(await markdownOf('<pre><code class="language-c">int a;\n</code></pre>')).toBe("```c\nint a;\n```");
    expect(await markdownOf("<p>if \\(a&lt;b\\) costs $5</p>")).toBe("if $a<b$ costs \\$5");
    expect(await markdownOf("H<sub>2</sub>O<br><br>new <b>bold </b>text")).toBe("H<sub>2</sub>O\n\nnew **bold** text");
  });
});
