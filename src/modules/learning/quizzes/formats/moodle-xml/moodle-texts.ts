/** Texts, shares and leftovers of a Moodle question. */
import { Refusal, type Notes } from "../imported-item.js";
import { shareOf } from "../question-parts.js";
import type { ForeignFormat, TextReader } from "../texts/foreign-text.js";
import { withAddresses, type Addresses } from "./question-files.js";
import type { Element } from "./xml-element.js";

const FORMATS: Readonly<Record<string, ForeignFormat>> = {
  html: "html",
  markdown: "markdown",
  plain_text: "plain",
  moodle_auto_format: "moodle",
};

/** Moodle writes `text` within the element; old files write it directly. */
export const plainOf = (element: Element | undefined): string =>
  element?.child("text")?.text ?? (element?.names.length === 0 ? element.text : "");

/** Reads the element's text in its format as Markdown. Embedded files become their addresses, or are reported. */
export type MarkdownOf = (element: Element | undefined, inherited?: ForeignFormat) => string;

export function createMarkdownOf(read: TextReader, notes: Notes, addresses: Addresses): MarkdownOf {
  return (element, inherited = "moodle") => {
    if (!element) return "";
    const name = element.attributes.format ?? "";
    const format = FORMATS[name] ?? inherited;
    if (name !== "" && !FORMATS[name]) notes.add(`The text format "${name.slice(0, 40)}" is not known; read as ${format}.`);
    return read({ format, text: withAddresses(element, plainOf(element), addresses, notes) }, notes);
  };
}

/** Per cent, from -100 to 100. Absent is 0. */
export function fractionOf(element: Element): number {
  const written = (element.attributes.fraction ?? "0").trim().replace(",", ".");
  const percent = written === "" ? 0 : Number(written);
  if (!Number.isFinite(percent) || Math.abs(percent) > 100)
    throw new Refusal(`The grade "${written.slice(0, 40)}" of an answer is not between -100 and 100.`);
  return shareOf(percent);
}

/** Moodle writes true and false, or 1 and 0. */
export function isYes(written: string, absent: boolean): boolean {
  return written === "" ? absent : ["true", "1", "yes"].includes(written.toLowerCase());
}

/** Elements that are read, or that mean nothing where no one tries again, chooses numbering or edits in Moodle. */
const KNOWN = [
  ...[
    "name",
    "questiontext",
    "generalfeedback",
    "defaultgrade",
    "tags",
    "idnumber",
    "answer",
    "subquestion",
    "single",
    "usecase",
    "graderinfo",
  ],
  ...["penalty", "hidden", "answernumbering", "showstandardinstruction", "shownumcorrect", "shuffleanswers", "numberingstyle", "editor"],
  ...["responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired", "maxbytes", "filetypeslist"],
  ...["layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"],
  ...[
    "correctfeedback",
    "partiallycorrectfeedback",
    "incorrectfeedback",
    "hint",
    "units",
    "minwordlimit",
    "maxwordlimit",
    "responsetemplate",
  ],
  ...["image", "image_base64", "qtype", "answertype", "unitscategory"],
];

/** Reports what a question has and nothing here corresponds to. */
export function noteLeftovers(question: Element, notes: Notes): void {
  const filled = (name: string) => question.children(name).some((element) => plainOf(element).trim() !== "");
  if (["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].some(filled)) {
    notes.add("Feedback for correct, partially correct and incorrect answers as a whole is left out.");
  }
  if (filled("hint")) notes.add("Hints are left out.");
  if (question.child("units")) notes.add("Units are not understood: answers are numbers without a unit.");
  if (question.value("hidden") === "1") notes.add("The question was hidden.");
  if (question.child("shuffleanswers") && !isYes(question.value("shuffleanswers"), true))
    notes.add("The fixed order of the answers is left out; a quiz decides whether it shuffles.");
  if (["minwordlimit", "maxwordlimit"].some((name) => Number(question.value(name)) > 0)) notes.add("Limits of words are left out.");
  if (filled("responsetemplate")) notes.add("The template of the answer is left out.");
  if (Number(question.value("attachments")) !== 0) notes.add("Attachments to the answer are left out.");
  if (question.value("image") !== "") notes.add("The picture of the question is not imported; upload it and link it here.");
  for (const name of question.names) if (!KNOWN.includes(name)) notes.add(`<${name.slice(0, 60)}> is not understood.`);
}
