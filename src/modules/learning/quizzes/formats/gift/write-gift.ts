/** Questions as a GIFT file. https://docs.moodle.org/en/GIFT_format */
import type { ContentOf, QuestionContent } from "../../questions/question.js";
import { exportEach, type ExportedFile, type ExportTexts } from "../exported-file.js";
import * as parts from "../exported-parts.js";
import { Refusal, type Notes } from "../imported-item.js";
import { markdownToPlain } from "../texts/markdown-text.js";
import { escapeGift } from "./gift-text.js";

export async function writeGift(contents: readonly QuestionContent[], texts: ExportTexts): Promise<ExportedFile> {
  const { texts: written, items } = await exportEach(contents, async (content, notes) => {
    parts.refuseOwnKinds(content);
    const text: Text = async (markdown) => {
      const value = await texts.of(markdown ?? "");
      if (value.trim() === "") return "";
      if (value !== value.trim()) notes.add("White space at the ends of a text is left out.");
      // Other texts inherit the format of the prompt; a text that begins like a format or a weight says it again.
      return /^(?:[[%>$]|\/\/)/.test(value.trim()) ? `[${texts.format}]${escapeGift(value.trim())}` : escapeGift(value.trim());
    };
    const title = content.title?.trim() ? `::${escapeGift(content.title.replace(/\s+/g, " ").trim())}::` : "";
    const prompt = `[${texts.format}]${escapeGift((await texts.of(content.prompt)).trim())}`;
    const explanation = await text(content.explanation);
    const general = explanation === "" ? "" : `\t####${explanation}\n`;
    if (content.defaultPoints !== 1) notes.add("GIFT has no default points.");
    const answers = await answersOf(content, { text, format: texts.format, notes });
    return `${commentOf(content, notes)}${title}${prompt}{${answers}${general}}\n`;
  });
  return { text: written.join("\n"), items };
}

/** Escaped and in the format of the file. */
type Text = (markdown: string | undefined) => Promise<string>;

function commentOf(content: QuestionContent, notes: Notes): string {
  const { tags, id } = parts.splitTags(content);
  const mark = (name: string, value: string) => {
    const clean = value.replace(/[\p{Cc}\s\\]+/gu, " ").trim();
    if (clean !== value) notes.add("Control characters and backslashes in tags are left out.");
    return clean === "" ? [] : [`[${name}:${clean.replaceAll("]", "\\]")}]`];
  };
  const marks = [...(id === null ? [] : mark("id", id)), ...tags.flatMap((tag) => mark("tag", tag))];
  // One a line, as readers of the format read lines of limited length.
  return marks.map((each) => `// ${each}\n`).join("");
}

interface Writing {
  text: Text;
  format: ExportTexts["format"];
  notes: Notes;
}

async function answersOf(content: QuestionContent, { text, format, notes }: Writing): Promise<string> {
  const hash = async (feedback: string | undefined) => (feedback?.trim() ? `#${await text(feedback)}` : "");
  switch (content.kind) {
    case "ESSAY":
      if (content.graderNotes?.trim()) notes.add("GIFT has no notes for graders.");
      return "";
    case "TRUE_FALSE": {
      const [right, wrong] = content.answer ? [content.trueFeedback, content.falseFeedback] : [content.falseFeedback, content.trueFeedback];
      const feedback = right?.trim() ? `#${await text(wrong)}#${await text(right)}` : await hash(wrong);
      return `${content.answer ? "TRUE" : "FALSE"}${feedback}\n`;
    }
    case "SINGLE_CHOICE":
      return choicesOf(content, text, notes);
    case "MULTIPLE_CHOICE": {
      const weights = parts.normalizedWeights(content.choices, notes);
      const lines = content.choices.map(async (choice, index) => {
        const percent = parts.percentOf(weights[index]!);
        return `\t~${percent === "0" ? "" : `%${percent}%`}${await text(choice.text)}${await hash(choice.feedback)}\n`;
      });
      return `\n${(await Promise.all(lines)).join("")}`;
    }
    case "SHORT_TEXT": {
      if (content.caseSensitive) notes.add("GIFT cannot say that upper and lower case count.");
      const lines = parts.shortAnswers(content, notes).map(async (answer) => {
        if (answer.text !== answer.text.trim()) notes.add("White space at the ends of a text is left out.");
        if (`${answer.text}${answer.feedback}`.includes("->")) notes.add('Moodle takes accepted texts with "->" for pairs.');
        const prefix = answer.text.trim().startsWith("[") ? `[${format}]` : "";
        return `\t=%${answer.percent}%${prefix}${escapeGift(answer.text.trim())}${await hash(answer.feedback)}\n`;
      });
      return `\n${(await Promise.all(lines)).join("")}`;
    }
    case "NUMERIC":
      return numbersOf(content, hash);
    case "MATCHING": {
      const pairs = [...content.pairs, ...content.extraRights.map((right) => ({ left: "", right }))].map(async ({ left, right }) => {
        const { text: plain, formatted } = markdownToPlain(right);
        if (formatted) notes.add("Right sides of pairs are plain text in GIFT: their formatting is left out.");
        if (left.includes("->")) notes.add('"->" in a left side is written as "-&gt;".');
        return `\t=${await text(left.replaceAll("->", "-&gt;"))} -> ${escapeGift(plain.trim())}\n`;
      });
      return `\n${(await Promise.all(pairs)).join("")}`;
    }
    case "ORDERING": {
      const items = await Promise.all(content.items.map((item) => text(item.text)));
      return `>${items.length} ALL VERTICAL ABSOLUTE_POSITION SHOW none\n${items.map((item) => `${item}\n`).join("")}`;
    }
    default:
      throw new Refusal(`GIFT has no kind for ${content.kind}.`);
  }
}

/** The choice after `=` has 100 %; a question without one would be read as one with several correct choices. */
async function choicesOf({ choices }: ContentOf<"SINGLE_CHOICE">, text: Text, notes: Notes): Promise<string> {
  if (!choices.some(({ weight }) => weight === 1)) notes.add("No choice has 100 %: GIFT readers will allow several choices.");
  if (choices.every(({ weight }) => weight === 1)) throw new Refusal("Every choice has 100 %: GIFT would take them for accepted texts.");
  const lines = choices.map(async ({ weight, text: choice, feedback }) => {
    const percent = parts.percentOf(weight);
    const sign = weight === 1 ? "=" : `~${percent === "0" ? "" : `%${percent}%`}`;
    return `\t${sign}${await text(choice)}${feedback?.trim() ? `#${await text(feedback)}` : ""}\n`;
  });
  return `\n${(await Promise.all(lines)).join("")}`;
}

async function numbersOf({ answers }: ContentOf<"NUMERIC">, hash: (feedback: string | undefined) => Promise<string>): Promise<string> {
  const lines = answers.map(async (answer) => {
    const sign = parts.isAnyNumber(answer) ? "~" : `=%${parts.percentOf(answer.weight)}%`;
    const number = parts.isAnyNumber(answer)
      ? ""
      : "min" in answer
        ? `${answer.min}..${answer.max}`
        : `${answer.value}:${answer.tolerance}`;
    return `\t${sign}${number}${await hash(answer.feedback)}\n`;
  });
  return `#\n${(await Promise.all(lines)).join("")}`;
}
