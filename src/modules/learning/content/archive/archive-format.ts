/** What an archive of a track contains, and the heads of its files. See docs/learning.md. */
import * as z from "zod";
import type { PackageFile } from "../../../../judge/packages/package-files.js";
import { DIFFICULTIES, type Difficulty } from "../../../practice/problems/problem.entity.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { ASSIGNMENT_KINDS, type AssignmentKind, type AssignmentText } from "../assignments/assignment.entity.js";
import {
  ASSIGNMENTS_MAX,
  LESSONS_MAX,
  MATERIALS_MAX,
  MINUTES,
  MODULES_MAX,
  PREREQUISITES_MAX,
  PROBLEMS_MAX,
  SLUG_MAX,
  SUMMARY_MAX,
  TITLE_MAX,
  TOPICS_MAX,
} from "../limits.js";
import { TRANSLATIONS_MAX } from "../../../../kernel/translations.js";
import { canonicalLocale, type Translations } from "../../../../kernel/locales.js";
import { MATERIAL_KINDS, URL_MAX, type MaterialKind, type MaterialText } from "../materials/material.entity.js";
import type { ModuleText } from "../modules/track-module.entity.js";
import type { TrackText } from "../tracks/track.entity.js";
import type { ArchivedBlock } from "./lesson-markdown.js";

export interface ArchivedText extends ModuleText {
  blocks: ArchivedBlock[];
}

export interface ArchivedMaterial extends MaterialText {
  kind: MaterialKind;
  translations: Translations<MaterialText>;
  /** Name below files/. */
  file?: string;
  url?: string;
}

export interface ArchivedLesson extends ArchivedText {
  path: string;
  slug: string;
  translations: Translations<ArchivedText>;
  difficulty: Difficulty | null;
  minutes: number | null;
  /** Null: as it is. */
  freePreview: boolean | null;
  /** Slugs. */
  topics: string[];
  requires: string[];
  materials: ArchivedMaterial[];
}

export interface ArchivedAssignment extends AssignmentText {
  path: string;
  name: string;
  kind: AssignmentKind;
  minutes: number | null;
  /** Slugs. */
  problems: string[];
  translations: Translations<AssignmentText>;
}

export interface ArchivedModule extends ModuleText {
  path: string;
  slug: string;
  translations: Translations<ModuleText>;
  materials: ArchivedMaterial[];
  assignments: ArchivedAssignment[];
  lessons: ArchivedLesson[];
}

export interface TrackArchive extends TrackText {
  slug: string;
  locale: string;
  difficulty: Difficulty;
  /** Null: as it is. */
  premium: boolean | null;
  subject: string | null;
  requires: string[];
  translations: Translations<TrackText>;
  modules: ArchivedModule[];
  files: Map<string, PackageFile>;
}

/** Names of the parts of a track. */
export const TRACK_PART = "track";
export const modulePart = ({ slug: name }: { slug: string }) => `module/${name}`;
export const lessonPart = ({ slug: name }: { slug: string }) => `lesson/${name}`;

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), "must be a single line");
export const title = oneLine(TITLE_MAX).min(1);
const summary = z.string().max(SUMMARY_MAX);
const slug = z.string().max(SLUG_MAX).regex(KEBAB_CASE, "must have lower case letters and digits, joined by single dashes");
const slugs = (most: number) =>
  z
    .array(slug)
    .max(most)
    .refine((all) => new Set(all).size === all.length, "must not have an item twice");
const minutes = z.int().min(MINUTES.min).max(MINUTES.max);
const difficulty = z.enum(DIFFICULTIES);
const fileName = z.string().max(200);
const materials = z
  .array(
    z.object({
      kind: z.enum(MATERIAL_KINDS),
      title,
      description: summary.default(""),
      translations: z
        .record(z.string(), z.object({ title, description: summary.default("") }))
        .refine((all) => Object.keys(all).length <= TRANSLATIONS_MAX, `must have at most ${TRANSLATIONS_MAX} languages`)
        .refine((all) => Object.keys(all).every((tag) => canonicalLocale(tag) === tag), "must have language tags such as `de` as keys")
        .default({}),
      file: fileName.optional(),
      url: z.string().max(URL_MAX).optional(),
    }),
  )
  .max(MATERIALS_MAX);
export const texts = { title, summary };
export const locale = z.string().refine((tag) => canonicalLocale(tag) === tag, "must be a language tag such as `en` or `de-AT`");

export const TRACK = {
  ...texts,
  slug,
  locale,
  difficulty,
  premium: z.boolean(),
  subject: slug,
  requires: slugs(PREREQUISITES_MAX),
  modules: slugs(MODULES_MAX),
};
export const MODULE = { ...texts, lessons: slugs(LESSONS_MAX), assignments: slugs(ASSIGNMENTS_MAX), materials };
export const LESSON = {
  ...texts,
  difficulty,
  minutes,
  freePreview: z.boolean(),
  topics: slugs(TOPICS_MAX),
  requires: slugs(PREREQUISITES_MAX),
  materials,
};
export const ASSIGNMENT = { title, kind: z.enum(ASSIGNMENT_KINDS), minutes, problems: slugs(PROBLEMS_MAX) };
