import { isSharedWith, mayEditTrack, type ContentVisibility } from "../../../../access/policy.js";
import { mayOpenTrack } from "../../../../access/premium.js";
import type { Viewer } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import type { Block } from "../blocks/block.js";
import type { ContentStatus } from "../content-status.js";
import type { Translations } from "../../../../kernel/locales.js";
import { editableBy, readableBy } from "../../../base/authorship/authored.js";
import { lockedFor, trackLocked } from "../tracks/track-access.js";
import { trackAuthored } from "../tracks/track.authored.js";
import { authorColumns } from "../tracks/track.rows.js";
import { embeddedProblems } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { embeddedQuizzes, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import type { Lesson } from "./lesson.entity.js";

/** A lesson as lists read it, without blocks, with what decides who may see it. */
export interface LessonRow extends Pick<
  Lesson,
  | "id"
  | "slug"
  | "status"
  | "title"
  | "summary"
  | "translations"
  | "difficulty"
  | "estimatedMinutes"
  | "freePreview"
  | "revision"
  | "createdAt"
  | "updatedAt"
  | "publishedAt"
> {
  /** Number of the newest revision. */
  latest: number;
  moduleId: string;
  trackId: string;
  trackStatus: ContentStatus;
  locale: string;
  authorId: string;
  organizationId: string | null;
  /** Of the track. */
  visibility: ContentVisibility;
  /** Of the track. */
  premium: boolean;
  coAuthorIds?: string[];
}

const COLUMNS = `l.id, l.module_id as "moduleId", l.track_id as "trackId", l.slug, l.status, l.title, l.summary, l.translations, l.difficulty,
  l.estimated_minutes as "estimatedMinutes", l.free_preview as "freePreview", l.revision, l.latest_revision as latest, l.created_at as "createdAt",
  l.updated_at as "updatedAt", l.published_at as "publishedAt"`;

/** Selects LessonRows from lessons `l` of tracks `t`. */
export const lessonSql = (viewer: Viewer, more = "") =>
  `select ${COLUMNS}, ${authorColumns(viewer)}${more} from lessons l join tracks t on t.id = l.track_id`;

export const shownToLearners = ({ status }: Pick<LessonRow, "status">): boolean => status === "PUBLISHED";

export function mayReadLesson(viewer: Viewer, lesson: LessonRow): boolean {
  const isPublished = lesson.trackStatus === "PUBLISHED" && shownToLearners(lesson);
  return (isPublished && isSharedWith(viewer, lesson)) || mayEditTrack(viewer, lesson);
}

/** Whether the viewer sees the outline of a lesson only, of those that mayReadLesson allows. */
export const isLocked = (viewer: Viewer, lesson: LessonRow): boolean =>
  !lesson.freePreview && !mayOpenTrack(viewer, lesson.trackId, lesson);

/** isLocked as a condition on lessons `l` of tracks `t`. */
export function lockedLessons(viewer: Viewer): { sql: string; params: readonly unknown[] } {
  const { sql, params } = lockedFor(viewer);
  return { sql: sql === "false" ? sql : `(not l.free_preview and ${sql})`, params };
}

const PUBLISHED = "(t.status = 'PUBLISHED' and l.status = 'PUBLISHED')";

/** mayReadLesson as a condition on lessons `l` of tracks `t`. */
export function readableLessons(viewer: Viewer): { sql: string; params: unknown[] } {
  return readableBy(viewer, trackAuthored, "t", PUBLISHED);
}

/** Lessons of tracks `t` that the viewer may edit. */
export function editableLessons(viewer: Viewer): { sql: string; params: unknown[] } {
  return editableBy(viewer, trackAuthored, "t");
}

/** Blocks of the live revision. */
export interface LessonBody {
  blocks: Block[];
  translatedBlocks: Translations<Block[]>;
}

/** Of lessons `l`. */
export const BODY_COLUMNS = `l.blocks, l.translated_blocks as "translatedBlocks"`;

/** Of the blocks in the lesson's own language. Checks no permission. */
export interface Embedded {
  problems: ProblemRow[];
  quizzes: QuizRow[];
}

/** Like readLesson, with its body and what that embeds: one statement for a lesson that is opened. */
export async function readWholeLesson(em: EntityManager, viewer: Viewer, id: string): Promise<LessonRow & LessonBody & Embedded> {
  const problems = embeddedProblems(viewer, idsOf("l.problem_ids"));
  const quizzes = embeddedQuizzes(idsOf("l.quiz_ids"));
  const sql = `${lessonSql(viewer, `, ${BODY_COLUMNS}, ${problems.sql} as problems, ${quizzes} as quizzes`)} where l.id = ?`;
  const [row] = isId(id) ? await prepared<LessonRow & LessonBody & Stored>(em, sql, [...problems.params, id]) : [];
  if (!row || !mayReadLesson(viewer, row)) throw notFound("lesson");
  return { ...row, problems: (row.problems ?? []).map(withDates), quizzes: (row.quizzes ?? []).map(withDates) };
}

const idsOf = (column: string) => `array(select jsonb_array_elements_text(${column})::uuid)`;

/** As JSON has them. */
type Stored = { [Of in keyof Embedded]: Embedded[Of] | null };

type DateKey<T> = { [K in keyof T]-?: Date extends T[K] ? K : never }[keyof T];
/** Complete: the compiler asks for what is added to these rows. */
const DATES: Record<DateKey<ProblemRow> | DateKey<QuizRow>, true> = {
  ...{ createdAt: true, updatedAt: true, publishedAt: true, opensAt: true, dueAt: true },
};

/** JSON has dates as texts. */
function withDates<T extends ProblemRow | QuizRow>(row: T): T {
  for (const name of Object.keys(DATES) as (keyof T)[]) if (typeof row[name] === "string") row[name] = new Date(row[name]) as T[keyof T];
  return row;
}

/** NOT_FOUND if the lesson does not exist or the viewer may not see it. */
export async function readLesson(em: EntityManager, viewer: Viewer, id: string): Promise<LessonRow> {
  const [row] = isId(id) ? await rows<LessonRow>(em, `${lessonSql(viewer)} where l.id = ?`, [id]) : [];
  if (!row || !mayReadLesson(viewer, row)) throw notFound("lesson");
  return row;
}

/** Like readLesson, for what needs its content. ENTITLEMENT_REQUIRED if it is locked. */
export async function readOpenLesson(em: EntityManager, viewer: Viewer, id: string): Promise<LessonRow> {
  return expectOpen(viewer, await readLesson(em, viewer, id));
}

/** ENTITLEMENT_REQUIRED if it is locked. */
export function expectOpen<T extends LessonRow>(viewer: Viewer, lesson: T): T {
  if (isLocked(viewer, lesson)) throw trackLocked();
  return lesson;
}

/** CONFLICT with what to do instead. */
export const published = (what: string) =>
  new AppError("CONFLICT", `This ${what} has been published and cannot be deleted. Archive it instead.`);
