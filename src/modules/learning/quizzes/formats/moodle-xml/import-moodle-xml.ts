/**
 * Questions of a Moodle XML file as questions here, each with what was not understood. Yields to other work between items.
 * Format: https://docs.moodle.org/en/Moodle_XML_format
 */
import { IMPORT_LIMITS, itemOf, Refusal, type ImportedFile, type ImportedItem, type Place } from "../imported-item.js";
import { createPauses } from "../pauses.js";
import { createTextReader, type TextReader } from "../texts/foreign-text.js";
import { plainOf } from "./moodle-texts.js";
import { questionFrom } from "./moodle-question.js";
import type { Element } from "./xml-element.js";
import { parseQuestion, questionSources, type XmlSource } from "./xml-questions.js";

export async function importMoodleXml(text: string): Promise<ImportedFile> {
  const fault = (message: string): ImportedFile => ({ items: [], faults: [message] });
  const file = text.replace(/^\uFEFF/, "");
  if (file.length > IMPORT_LIMITS.file) return fault(`The file has more than ${IMPORT_LIMITS.file} characters.`);
  if (!/<quiz[\s/>]/.test(file.slice(0, 10_000))) return fault("The file is not Moodle XML: it has no element `quiz`.");
  // Categories are elements `question` as well.
  const sources = questionSources(file, 2 * IMPORT_LIMITS.items);
  if (!sources) return fault("A document type (<!DOCTYPE …>) is not allowed.");
  if (sources.length === 0) return fault("The file has no questions.");
  const read = createTextReader();
  const pause = createPauses();
  const items: ImportedItem[] = [];
  let category: string | null = null;
  for (const source of sources) {
    await pause();
    const found = elementFrom(source);
    if (!(found instanceof Refusal) && found.attributes.type === "category") {
      category = plainOf(found.child("category")).trim();
      continue;
    }
    if (items.length === IMPORT_LIMITS.items) return fault(`The file has more than ${IMPORT_LIMITS.items} questions. Divide it.`);
    items.push(itemFrom(source, found, { position: items.length + 1, category, read }));
  }
  return items.length === 0 ? fault("The file has categories only.") : { items, faults: [] };
}

function elementFrom(source: XmlSource): Element | Refusal {
  try {
    return parseQuestion(source);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

interface Around {
  position: number;
  category: string | null;
  read: TextReader;
}

function itemFrom({ line }: XmlSource, found: Element | Refusal, { position, category, read }: Around): ImportedItem {
  const place: Place = { position, line, foreignKind: "", title: "" };
  if (found instanceof Refusal) {
    return itemOf(place, () => {
      throw found;
    });
  }
  const type = (found.attributes.type ?? "").slice(0, 60);
  const title = plainOf(found.child("name")).trim() || plainOf(found.child("questiontext")).trim().slice(0, 60);
  return itemOf({ ...place, foreignKind: type, title }, (notes) => questionFrom(found, { type, category, read, notes }));
}
