import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, conflictOf, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { Topic } from "../../../practice/topics/topic.entity.js";
import { changedFields, contentFrom, putContent, type LessonContent } from "../lessons/lesson-content.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { LESSON_MAX_BYTES } from "../limits.js";
import { LessonRevision } from "./lesson-revision.entity.js";

export interface RevisionOptions {
  note?: string | null;
  restoredFrom?: number;
  /** Content of the newest revision, if the caller has read it. */
  before?: LessonContent;
}

/** NOT_FOUND if the lesson has no revision with this number. */
export async function readContent(em: EntityManager, lessonId: string, number: number): Promise<LessonContent> {
  const revision = await em.findOne(LessonRevision, { lesson: lessonId, number }, { populate: ["content"] });
  if (!revision) throw notFound("revision");
  return contentFrom(revision.content);
}

/** Contents of the newest revisions, by lesson. */
export async function latestContents(em: EntityManager, lessonIds: readonly string[]): Promise<Map<string, LessonContent>> {
  if (lessonIds.length === 0) return new Map();
  const found = await rows<{ id: string; content: LessonContent }>(
    em,
    `select l.id, r.content from lessons l join lesson_revisions r on r.lesson_id = l.id and r.number = l.latest_revision
     where l.id = any(?::uuid[])`,
    [`{${lessonIds.join(",")}}`],
  );
  return new Map(found.map(({ id, content }) => [id, contentFrom(content)]));
}

/** Optimistic concurrency check. The caller holds the lock on the track's row. */
export function expectRevision({ latestRevision }: Lesson, expected: number): void {
  if (expected === latestRevision) return;
  const message = `The lesson has been edited since: its latest revision is ${latestRevision}. Read it again and repeat your change.`;
  throw conflictOf("input.expectedRevision", message, "OUTDATED");
}

/** Creates the lesson and its first revision. */
export function beginRevisions(em: EntityManager, viewer: SignedIn, lesson: Lesson, content: LessonContent, note = ""): void {
  expectSize(content);
  putContent(lesson, content);
  lesson.topics.set(content.topics.map((id) => em.getReference(Topic, id)));
  em.persist([lesson, revisionOf(em, viewer, lesson, { content, changed: changedFields(null, content), note })]);
}

/**
 * Adds a revision. Learners read it at once only if the lesson was never published, that is, if no learner reads it. Unchanged content
 * adds none. The caller holds the lock on the track's row. Returns whether there is a new revision.
 */
export async function revise(
  em: EntityManager,
  viewer: SignedIn,
  lesson: Lesson,
  content: LessonContent,
  { note, restoredFrom, before }: RevisionOptions,
): Promise<boolean> {
  const changed = changedFields(before ?? (await readContent(em, lesson.id, lesson.latestRevision)), content);
  if (changed.length === 0) return false;
  expectSize(content);
  lesson.latestRevision++;
  em.persist(revisionOf(em, viewer, lesson, { content, changed, note: note?.trim() ?? "", restoredFrom: restoredFrom ?? null }));
  if (lesson.publishedAt === null) await makeLive(em, lesson, content);
  return true;
}

/** Makes the newest revision live. CONFLICT for a lesson without blocks. */
export async function publishLatest(em: EntityManager, lesson: Lesson): Promise<void> {
  const content = await readContent(em, lesson.id, lesson.latestRevision);
  if (content.blocks.length === 0) {
    throw conflictOf("input.status", `The lesson "${lesson.slug}" has no blocks. Write it before you publish it.`, "INVALID_VALUE");
  }
  if (lesson.revision !== lesson.latestRevision) await makeLive(em, lesson, content);
}

async function makeLive(em: EntityManager, lesson: Lesson, content: LessonContent): Promise<void> {
  putContent(lesson, content);
  await lesson.topics.init();
  // Queried instead of referenced: an old revision may name a deleted topic.
  lesson.topics.set(await em.find(Topic, { id: { $in: content.topics } }));
  lesson.revision = lesson.latestRevision;
}

function expectSize(content: LessonContent): void {
  const actual = Buffer.byteLength(JSON.stringify(content));
  if (actual <= LESSON_MAX_BYTES) return;
  const message = `A lesson with its translations has at most ${LESSON_MAX_BYTES} bytes as JSON.`;
  throw badInput("input.blocks", message, "TOO_LONG", { maximum: LESSON_MAX_BYTES, actual, unit: "BYTES" });
}

type Written = Pick<LessonRevision, "content" | "changed" | "note"> & { restoredFrom?: number | null };

function revisionOf(em: EntityManager, viewer: SignedIn, lesson: Lesson, written: Written): LessonRevision {
  const revision = Object.assign(new LessonRevision(), written, { number: lesson.latestRevision });
  revision.lesson = em.getReference(Lesson, lesson.id, { wrapped: true });
  revision.author = em.getReference(User, viewer.id, { wrapped: true });
  return revision;
}
