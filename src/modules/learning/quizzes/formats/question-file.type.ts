/** Import and export of questions in the schema. */
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, MinLength } from "class-validator";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { QuestionKindEnum } from "../questions/question-kind.type.js";
import type { QuestionKind } from "../questions/question.js";
import type { ExportedItem, ExportOutcome } from "./exported-file.js";
import { IMPORT_LIMITS, type ImportedItem, type ItemOutcome } from "./imported-item.js";
import { QUESTION_FORMATS, type QuestionFormat } from "./question-formats.js";

/** Below the default limit of a request's body. */
const TEXT_MAX = 2_000_000;
export const EXPORTED_MAX = 1_000;

const QuestionFormatEnum = enumOf(QUESTION_FORMATS);
registerEnumType(QuestionFormatEnum, {
  name: "QuestionFormat",
  description: "Format of a file with questions.",
  valuesConfig: {
    GIFT: { description: "GIFT, the text format of Moodle." },
    MOODLE_XML: { description: "Moodle XML." },
  },
});

const ItemOutcomeEnum = enumOf(["IMPORTED", "PARTLY", "REFUSED"] as const);
registerEnumType(ItemOutcomeEnum, {
  name: "QuestionImportOutcome",
  description: "What became of a question of an imported file.",
  valuesConfig: {
    IMPORTED: { description: "Imported as it is." },
    PARTLY: { description: "Imported; `messages` says what was left out or changed." },
    REFUSED: { description: "Not imported; `messages` says why." },
  },
});

const ExportOutcomeEnum = enumOf(["EXPORTED", "PARTLY", "REFUSED"] as const);
registerEnumType(ExportOutcomeEnum, {
  name: "QuestionExportOutcome",
  description: "What became of a question in an exported file.",
  valuesConfig: {
    EXPORTED: { description: "In the file, as it is." },
    PARTLY: { description: "In the file; `messages` says what the format cannot express." },
    REFUSED: { description: "Not in the file, as the format has no such kind." },
  },
});

const EXPORT_TEXTS = ["HTML", "MARKDOWN"] as const;
export type ExportText = (typeof EXPORT_TEXTS)[number];
const ExportTextEnum = enumOf(EXPORT_TEXTS);
registerEnumType(ExportTextEnum, {
  name: "QuestionExportText",
  description: "How prose is written in an exported file.",
  valuesConfig: {
    HTML: { description: "HTML with formulas in TeX: other programs show it as it is shown here." },
    MARKDOWN: { description: "The source in Markdown: an import here gives the same questions." },
  },
});

@InputType({ description: "A file with questions and the bank they go to. Set either `text` or `fileId`." })
export class ImportQuestionsInput {
  @Field(() => idOf("QuestionBank"), { description: "ID of a bank that you may edit." })
  bankId!: string;

  @Field(() => QuestionFormatEnum, { description: "Format of the file." })
  format!: QuestionFormat;

  @Field(() => String, { nullable: true, description: "Content of the file, at most 2,000,000 characters." })
  @IsOptional()
  @MinLength(1)
  @MaxLength(TEXT_MAX)
  text?: string | null;

  @Field(() => idOf("File"), {
    nullable: true,
    description: "A READY file of yours of purpose ATTACHMENT that is text in UTF-8, for larger ones. It is kept.",
  })
  fileId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True: only reports what would be imported. Default false." })
  dryRun?: boolean | null;
}

@ObjectType("QuestionImportItem", { simpleResolvers: true, description: "A question of an imported file." })
export class QuestionImportItemType implements Pick<
  ImportedItem,
  "position" | "line" | "foreignKind" | "kind" | "title" | "outcome" | "messages"
> {
  @Field(() => Int, { description: "Place of the question in the file, from 1. Categories and comments do not count." })
  position!: number;

  @Field(() => Int, { description: "Line on which it begins, from 1." })
  line!: number;

  @Field(() => String, { description: "Kind in the words of the format, such as `multichoice`. Empty if it could not be read." })
  foreignKind!: string;

  @Field(() => QuestionKindEnum, { nullable: true, description: "Kind here. Null if none corresponds." })
  kind!: QuestionKind | null;

  @Field(() => String, { description: "Its title, or the beginning of its text." })
  title!: string;

  @Field(() => ItemOutcomeEnum, { description: "What became of it." })
  outcome!: ItemOutcome;

  @Field(() => [String], { description: `What was not understood, at most ${IMPORT_LIMITS.messages} messages.` })
  messages!: readonly string[];

  @Field(() => idOf("Question"), { nullable: true, description: "ID of the new question. Null if it was refused, and in a dry run." })
  questionId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "Result of importQuestions." })
export class ImportQuestionsPayload {
  @Field(() => [QuestionImportItemType], { description: `Every question of the file in order, at most ${IMPORT_LIMITS.items}.` })
  items!: readonly QuestionImportItemType[];

  @Field(() => Int, { description: "Questions that were imported, partly imported ones included; in a dry run, that would be." })
  importedCount!: number;

  @Field(() => Int, { description: "Questions that were refused." })
  refusedCount!: number;
}

@InputType({ description: "Questions to write to a file. Set either `bankId` or `ids`." })
export class ExportQuestionsInput {
  @Field(() => QuestionFormatEnum, { description: "Format of the file." })
  format!: QuestionFormat;

  @Field(() => idOf("QuestionBank"), {
    nullable: true,
    description: `A bank that you may read: all its questions that are not archived, oldest first, at most ${EXPORTED_MAX}.`,
  })
  bankId?: string | null;

  @Field(() => [idOf("Question")], { nullable: true, description: `Questions that you may read, 1 to ${EXPORTED_MAX}, in this order.` })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(EXPORTED_MAX)
  ids?: string[] | null;

  @Field(() => ExportTextEnum, { nullable: true, description: "How prose is written. Default HTML." })
  texts?: ExportText | null;
}

@ObjectType("QuestionExportItem", { simpleResolvers: true, description: "A question of an exported file." })
export class QuestionExportItemType implements Pick<ExportedItem, "outcome" | "messages"> {
  @Field(() => idOf("Question"), { description: "ID of the question." })
  questionId!: string;

  @Field(() => ExportOutcomeEnum, { description: "What became of it." })
  outcome!: ExportOutcome;

  @Field(() => [String], { description: "What the format cannot express." })
  messages!: readonly string[];
}

@ObjectType("QuestionExport", { simpleResolvers: true, description: "Questions as a file." })
export class QuestionExportType {
  @Field(() => String, { description: "Content of the file." })
  text!: string;

  @Field(() => [QuestionExportItemType], { description: `Every question, at most ${EXPORTED_MAX}.` })
  items!: readonly QuestionExportItemType[];
}

/** For the module's `fieldCosts`. */
export const QUESTION_FILE_COSTS = {
  "ImportQuestionsPayload.items": { items: 100 },
  "QuestionExport.items": { items: 100 },
  "QuestionExport.text": { weight: 100 },
} as const;
