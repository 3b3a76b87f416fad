/** The formats of files with questions. A new one is an entry here. */
import type { QuestionContent } from "../questions/question.js";
import { MARKDOWN_TEXTS, type ExportedFile, type ExportTexts } from "./exported-file.js";
import { importGift } from "./gift/import-gift.js";
import { writeGift } from "./gift/write-gift.js";
import type { ImportedFile } from "./imported-item.js";
import { importMoodleXml } from "./moodle-xml/import-moodle-xml.js";
import type { PictureSource } from "./moodle-xml/question-files.js";
import { writeMoodleXml } from "./moodle-xml/write-moodle-xml.js";

export const QUESTION_FORMATS = ["GIFT", "MOODLE_XML"] as const;
export type QuestionFormat = (typeof QUESTION_FORMATS)[number];

interface Format {
  /** Formats without pictures ignore `pictures`. */
  read(text: string, pictures?: PictureSource): Promise<ImportedFile>;
  write(contents: readonly QuestionContent[], texts: ExportTexts): Promise<ExportedFile>;
}

const FORMATS: Readonly<Record<QuestionFormat, Format>> = {
  GIFT: { read: importGift, write: writeGift },
  MOODLE_XML: { read: importMoodleXml, write: writeMoodleXml },
};

/** Whatever the text is, this gives a report; it throws for faults of the program only. */
export const readQuestions = (format: QuestionFormat, text: string, pictures?: PictureSource): Promise<ImportedFile> =>
  FORMATS[format].read(text, pictures);

export const writeQuestions = (
  format: QuestionFormat,
  contents: readonly QuestionContent[],
  texts: ExportTexts = MARKDOWN_TEXTS,
): Promise<ExportedFile> => FORMATS[format].write(contents, texts);
