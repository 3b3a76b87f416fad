/** Questions as a Moodle XML file. https://docs.moodle.org/en/Moodle_XML_format */
import type { ContentOf, QuestionContent } from "../../questions/question.js";
import { exportEach, type ExportedFile, type ExportTexts } from "../exported-file.js";
import * as parts from "../exported-parts.js";
import { Refusal, type Notes } from "../imported-item.js";
import { markdownToPlain } from "../texts/markdown-text.js";

export async function writeMoodleXml(contents: readonly QuestionContent[], texts: ExportTexts): Promise<ExportedFile> {
  const { texts: written, items } = await exportEach(contents, async (content, notes) => {
    parts.refuseOwnKinds(content);
    const writer = createWriter(texts, notes);
    const { tags, id } = parts.splitTags(content);
    const lines = [
      `    <name>${writer.plain(content.title?.replace(/\s+/g, " ").trim() ?? "")}</name>`,
      await writer.text("questiontext", content.prompt),
      await writer.text("generalfeedback", content.explanation),
      `    <defaultgrade>${content.defaultPoints}</defaultgrade>`,
      "    <penalty>0</penalty>",
      "    <hidden>0</hidden>",
      ...(id === null ? [] : [`    <idnumber>${writer.escaped(id)}</idnumber>`]),
      ...(await answersOf(content, writer, notes)),
      ...(tags.length === 0 ? [] : [`    <tags>${tags.map((tag) => `<tag>${writer.plain(tag)}</tag>`).join("")}</tags>`]),
    ];
    return `  <question type="${typeOf(content)}">\n${lines.join("\n")}\n  </question>\n`;
  });
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${written.join("")}</quiz>\n`, items };
}

function typeOf(content: QuestionContent): string {
  switch (content.kind) {
    case "SINGLE_CHOICE":
    case "MULTIPLE_CHOICE":
      return "multichoice";
    case "TRUE_FALSE":
      return "truefalse";
    case "SHORT_TEXT":
      return "shortanswer";
    case "NUMERIC":
      return "numerical";
    default:
      return content.kind.toLowerCase();
  }
}

interface Writer {
  format: string;
  escaped(text: string): string;
  /** An element `text`. */
  plain(text: string): string;
  /** An element of this name with its format and text. */
  text(name: string, markdown: string | undefined): Promise<string>;
  /** The element `text` of a text in the format of the file, and an element `file` for each picture in it. */
  formatted(markdown: string): Promise<string>;
}

/** XML 1.0 has no way to write most control characters. */
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function createWriter(texts: ExportTexts, notes: Notes): Writer {
  const escaped = (text: string) => {
    const clean = text.replace(/\r\n?/g, "\n").replace(NOT_IN_XML, "");
    if (clean.length < text.replace(/\r\n?/g, "\n").length) notes.add("Control characters that XML does not allow are left out.");
    return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  };
  const plain = (text: string) => `<text>${escaped(text)}</text>`;
  const formatted = async (markdown: string) => {
    const { text, files } = await embedded(await texts.of(markdown), texts);
    return `${plain(text)}${files}`;
  };
  const text = async (name: string, markdown: string | undefined) =>
    `    <${name} format="${texts.format}">${await formatted(markdown ?? "")}</${name}>`;
  return { format: texts.format, escaped, plain, text, formatted };
}

const ADDRESS = /https?:\/\/[^\s<>"'()]{1,300}\/question-pictures\/[0-9a-f-]{36}/g;

/** The text with its pictures as files beside it, as Moodle writes them. */
async function embedded(text: string, { pictureAt }: ExportTexts): Promise<{ text: string; files: string }> {
  let [result, files] = [text, ""];
  for (const url of pictureAt ? new Set(text.match(ADDRESS)) : []) {
    const picture = await pictureAt!(url);
    if (!picture) continue;
    result = result.replaceAll(url, `@@PLUGINFILE@@/${picture.name}`);
    files += `<file name="${picture.name}" path="/" encoding="base64">${picture.content.toString("base64")}</file>`;
  }
  return { text: result, files };
}

async function answersOf(content: QuestionContent, writer: Writer, notes: Notes): Promise<string[]> {
  const answer = async (percent: string, text: string, feedback: string | undefined, more = "") =>
    `    <answer fraction="${percent}" format="${writer.format}">${text}${
      feedback?.trim() ? `\n  ${await writer.text("feedback", feedback)}` : ""
    }${more}\n    </answer>`;
  switch (content.kind) {
    case "SINGLE_CHOICE":
    case "MULTIPLE_CHOICE": {
      const single = content.kind === "SINGLE_CHOICE";
      const weights = single ? content.choices.map(({ weight }) => weight) : parts.normalizedWeights(content.choices, notes);
      if (single && !weights.includes(1)) notes.add("No choice has 100 %, which Moodle asks for.");
      const choices = content.choices.map(async ({ text, feedback }, index) =>
        answer(parts.percentOf(weights[index]!), await writer.formatted(text), feedback),
      );
      return [
        `    <single>${single}</single>`,
        "    <shuffleanswers>true</shuffleanswers>",
        "    <answernumbering>abc</answernumbering>",
        ...(await Promise.all(choices)),
      ];
    }
    case "TRUE_FALSE":
      return [
        await answer(content.answer ? "100" : "0", writer.plain("true"), content.trueFeedback),
        await answer(content.answer ? "0" : "100", writer.plain("false"), content.falseFeedback),
      ];
    case "SHORT_TEXT": {
      const answers = parts.shortAnswers(content, notes).map(({ text, percent, feedback }) => {
        if (text !== text.trim()) notes.add("Readers of the file leave out white space at the ends of accepted answers.");
        return answer(percent, writer.plain(text), feedback);
      });
      return [`    <usecase>${content.caseSensitive ? 1 : 0}</usecase>`, ...(await Promise.all(answers))];
    }
    case "NUMERIC":
      return Promise.all(content.answers.map((each) => numberOf(each, { answer, writer, notes })));
    case "MATCHING": {
      const pairs = [...content.pairs, ...content.extraRights.map((right) => ({ left: "", right }))].map(async ({ left, right }) => {
        const { text, formatted } = markdownToPlain(right);
        if (formatted) notes.add("Right sides of pairs are plain text in Moodle: their formatting is left out.");
        return `    <subquestion format="${writer.format}">${await writer.formatted(left)}<answer>${writer.plain(text)}</answer></subquestion>`;
      });
      return ["    <shuffleanswers>true</shuffleanswers>", ...(await Promise.all(pairs))];
    }
    case "ORDERING": {
      const items = content.items.map(async ({ text }, index) => answer(String(index + 1), await writer.formatted(text), ""));
      return [
        "    <layouttype>VERTICAL</layouttype>",
        "    <selecttype>ALL</selecttype>",
        "    <gradingtype>ABSOLUTE_POSITION</gradingtype>",
        ...(await Promise.all(items)),
      ];
    }
    case "ESSAY":
      return [
        "    <responseformat>editor</responseformat>",
        "    <responserequired>1</responserequired>",
        await writer.text("graderinfo", content.graderNotes),
      ];
    default:
      throw new Refusal(`Moodle XML has no kind for ${content.kind}.`);
  }
}

interface Numbers {
  answer(percent: string, text: string, feedback: string | undefined, more?: string): Promise<string>;
  writer: Writer;
  notes: Notes;
}

/** Moodle has a value with a tolerance only. */
function numberOf(number: ContentOf<"NUMERIC">["answers"][number], { answer, writer, notes }: Numbers): Promise<string> {
  const percent = parts.percentOf(number.weight);
  if (parts.isAnyNumber(number)) return answer(percent, writer.plain("*"), number.feedback, "\n      <tolerance>0</tolerance>");
  const { value, tolerance } = "min" in number ? middleOf(number) : number;
  if ("min" in number) notes.add("An interval is written as its middle with a tolerance.");
  return answer(percent, writer.plain(String(value)), number.feedback, `\n      <tolerance>${tolerance}</tolerance>`);
}

/** Halves first: the sum of the ends may be too large for a number. */
const middleOf = ({ min, max }: { min: number; max: number }) => ({ value: min / 2 + max / 2, tolerance: max / 2 - min / 2 });
