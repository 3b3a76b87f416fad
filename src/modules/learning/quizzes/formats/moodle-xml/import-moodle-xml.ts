/**
 * Questions of a Moodle XML file as questions here, each with what was not understood. Yields to other work between items.
 * Format: https://docs.moodle.org/en/Moodle_XML_format
 */
import { IMPORT_LIMITS, itemOf, Refusal, type ImportedFile, type ImportedItem, type Place } from "../imported-item.js";
import { createPauses } from "../pauses.js";
import { createTextReader, type TextReader } from "../texts/foreign-text.js";
import { plainOf } from "./moodle-texts.js";
import { questionFrom } from "./moodle-question.js";
import { addressesOf, NO_ADDRESSES, NO_PICTURES, type Addresses, type PictureSource } from "./question-files.js";
import { parseQuestion, questionSources, type ParsedQuestion, type XmlSource } from "./xml-questions.js";

export async function importMoodleXml(text: string, pictures: PictureSource = NO_PICTURES): Promise<ImportedFile> {
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
    if (!(found instanceof Refusal) && found.element.attributes.type === "category") {
      category = plainOf(found.element.child("category")).trim();
      continue;
    }
    if (items.length === IMPORT_LIMITS.items) return fault(`The file has more than ${IMPORT_LIMITS.items} questions. Divide it.`);
    const addresses = found instanceof Refusal ? NO_ADDRESSES : await addressesOf(found, pictures);
    items.push(itemFrom(source, found, { position: items.length + 1, category, read, addresses }));
  }
  return items.length === 0 ? fault("The file has categories only.") : { items, faults: [] };
}

function elementFrom(source: XmlSource): ParsedQuestion | Refusal {
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
  addresses: Addresses;
}

function itemFrom({ line }: XmlSource, found: ParsedQuestion | Refusal, { position, category, read, addresses }: Around): ImportedItem {
  const place: Place = { position, line, foreignKind: "", title: "" };
  if (found instanceof Refusal) {
    return itemOf(place, () => {
      throw found;
    });
  }
  const { element } = found;
  const type = (element.attributes.type ?? "").slice(0, 60);
  const title = plainOf(element.child("name")).trim() || plainOf(element.child("questiontext")).trim().slice(0, 60);
  return itemOf({ ...place, foreignKind: type, title }, (notes) => questionFrom(element, { type, category, read, notes, addresses }));
}
