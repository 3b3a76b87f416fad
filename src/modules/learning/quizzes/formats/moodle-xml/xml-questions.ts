/** Divides a Moodle XML file into its questions, so that a faulty one is refused alone. Linear in the size of the file. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { IMPORT_LIMITS, Refusal } from "../imported-item.js";
import { elementOf, type Element } from "./xml-element.js";

export interface XmlSource {
  /** Of the start tag, from 1. */
  line: number;
  /** The element `question`. */
  text: string;
  /** A tag is longer than any of Moodle's: parsers take long for many attributes. */
  hasLongTag: boolean;
}

/** Elements within each other in one question. */
const DEPTH_MAX = 20;
/** Characters of a tag. */
const TAG_MAX = 2_000;

/** Null if the text has a document type: entities could stand for any amount of text. Questions are found outside of comments and CDATA. */
export function questionSources(file: string, most: number): XmlSource[] | null {
  const sources: XmlSource[] = [];
  let begin = -1;
  let line = 1;
  let counted = 0;
  let hasLongTag = false;
  const finish = (end: number) => {
    if (begin >= 0) sources.push({ line, text: file.slice(begin, end), hasLongTag });
    begin = -1;
    hasLongTag = false;
  };
  const open = (at: number) => {
    for (let next = file.indexOf("\n", counted); next >= 0 && next < at; next = file.indexOf("\n", next + 1)) {
      line++;
      counted = next + 1;
    }
    begin = at;
  };
  for (let at = file.indexOf("<"); at >= 0 && sources.length <= most;) {
    const skipped = skip(file, at);
    if (skipped === null) return null;
    if (skipped > at) {
      at = file.indexOf("<", skipped);
      continue;
    }
    const end = endOfTag(file, at);
    if (isTag(file, at, "<question")) {
      // The question before was not closed.
      finish(at);
      open(at);
      hasLongTag = end - at > TAG_MAX;
      if (file[end - 1] === "/") finish(end + 1);
    } else if (isTag(file, at, "</question")) finish(end + 1);
    else hasLongTag ||= end - at > TAG_MAX;
    at = file.indexOf("<", Math.max(end, at + 1));
  }
  finish(file.length);
  return sources;
}

/** The place after a comment, CDATA or instruction that begins here; the same place if none does; null for a document type. */
function skip(file: string, at: number): number | null {
  for (const [from, to] of [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const) {
    if (!file.startsWith(from, at)) continue;
    const end = file.indexOf(to, at + from.length);
    return end < 0 ? file.length : end + to.length;
  }
  return file.startsWith("<!", at) ? null : at;
}

/** The place of the `>`; quoted ones do not count. */
function endOfTag(file: string, at: number): number {
  let quote = "";
  for (let index = at; index < file.length; index++) {
    const character = file[index]!;
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === ">") return index;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "<" && index > at) return index - 1;
  }
  return file.length;
}

const isTag = (file: string, at: number, name: string) => file.startsWith(name, at) && /[\s/>]/.test(file[at + name.length] ?? ">");

/** Puts the number of the file in the place of its base64, which is most of many a question and needs no parser. */
function withoutFiles(text: string): { text: string; files: string[] } {
  const kept: string[] = [];
  const files: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/<(?:file|image_base64)[\s>]/g)) {
    const begin = text.indexOf(">", index) + 1;
    const end = begin > 0 && begin - index < TAG_MAX ? text.indexOf("<", begin) : -1;
    if (index < from || end < 0 || !/^[A-Za-z0-9+/=\s]*$/.test(text.slice(begin, end))) continue;
    const base64 = text.slice(begin, end);
    // Line feeds stay, as faults are reported by their lines.
    kept.push(text.slice(from, begin), base64.trim() === "" ? "" : String(files.push(base64) - 1), base64.replace(/[^\n]/g, ""));
    from = end;
  }
  return { text: kept.join("") + text.slice(from), files };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  // Only for numbers such as &#233;, and names that HTML has: a document type was refused before.
  htmlEntities: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  maxNestedTags: DEPTH_MAX,
});

export interface ParsedQuestion {
  element: Element;
  /** Base64 of embedded files. The text of an element `file` is its number in this list. */
  files: readonly string[];
}

/** Throws Refusal if the question is not well-formed XML. */
export function parseQuestion({ text: written, line, hasLongTag }: XmlSource): ParsedQuestion {
  if (hasLongTag) throw new Refusal(`A tag has more than ${TAG_MAX} characters.`);
  const { text, files } = withoutFiles(written);
  if (text.length > IMPORT_LIMITS.item) throw new Refusal(`The question has more than ${IMPORT_LIMITS.item} characters.`);
  if (text.includes("\0") || !text.isWellFormed()) throw new Refusal("Contains NUL or invalid Unicode.");
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Refusal(`Line ${line + valid.err.line - 1}: ${valid.err.msg}`);
  try {
    const { question } = parser.parse(text) as { question?: unknown[] };
    return { element: elementOf(question?.[0]), files };
  } catch (error) {
    throw new Refusal(`Not readable as XML: ${(error as Error).message.split("\n", 1)[0]!}`);
  }
}
