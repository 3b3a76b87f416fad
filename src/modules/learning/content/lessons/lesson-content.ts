import { isDeepStrictEqual } from "node:util";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import type { Block } from "../blocks/block.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { Lesson } from "./lesson.entity.js";

export interface LessonText {
  title: string;
  summary: string;
  blocks: Block[];
}

/** Versioned content of a lesson. Slug, place and prerequisites are not versioned. */
export interface LessonContent extends LessonText {
  difficulty: Difficulty;
  estimatedMinutes: number;
  /** Ids, because topics may be renamed. */
  topics: string[];
  translations: Translations<LessonText>;
}

export const NEW_LESSON: LessonContent = {
  title: "",
  summary: "",
  blocks: [],
  difficulty: "EASY",
  estimatedMinutes: 10,
  topics: [],
  translations: {},
};

const FIELDS = Object.keys(NEW_LESSON) as (keyof LessonContent)[];

/** Reads a stored snapshot. Fields added since it was written get their defaults. */
export function contentFrom(stored: Partial<LessonContent>): LessonContent {
  return { ...NEW_LESSON, ...stored };
}

/** Names of the fields that differ; all fields if there is no previous content. */
export function changedFields(before: LessonContent | null, after: LessonContent): string[] {
  return before ? FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])) : FIELDS;
}

/** Copies the content to the columns that learners read. Excludes topics, which need the database. */
export function putContent(lesson: Lesson, content: LessonContent): void {
  const { title, summary, blocks, difficulty, estimatedMinutes, translations } = content;
  const each = Object.entries(translations);
  Object.assign(lesson, {
    ...{ title, summary, blocks, difficulty, estimatedMinutes },
    translations: Object.fromEntries(each.map(([locale, text]) => [locale, { title: text.title, summary: text.summary }])),
    translatedBlocks: Object.fromEntries(each.map(([locale, text]) => [locale, text.blocks])),
  });
}
