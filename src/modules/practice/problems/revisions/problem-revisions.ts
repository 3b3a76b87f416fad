import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, conflictOf, notFound } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { Topic } from "../../topics/topic.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { changedFields, contentFrom, putContent, type ProblemContent } from "../edits/problem-content.js";
import { ProblemRevision } from "./problem-revision.entity.js";
import { Problem } from "../problem.entity.js";

/** A revision without its content. */
export interface RevisionRow {
  id: string;
  number: number;
  /** This is the live revision. */
  live: boolean;
  changed: string[];
  note: string;
  restoredFrom: number | null;
  authorId: string | null;
  createdAt: Date;
}

export interface RevisionOptions {
  note?: string | null;
  /** Hides the revision from learners until it is published. Ignored for problems never published; always on for archived ones. */
  draft?: boolean | null;
  restoredFrom?: number;
}

/** NOT_FOUND if the problem has no revision with this number. */
export async function readContent(em: EntityManager, problemId: string, number: number): Promise<ProblemContent> {
  const revision = await em.findOne(ProblemRevision, { problem: problemId, number }, { populate: ["content"] });
  if (!revision) throw notFound("revision");
  return contentFrom(revision.content);
}

/** Optimistic concurrency check, so that editors cannot overwrite each other. The caller must hold the lock on the problem's row. */
export function expectRevision(problem: Problem, expected: number | null | undefined): void {
  if (expected == null || expected === problem.latestRevision) return;
  const message = `The problem has been edited since: its latest revision is ${problem.latestRevision}. Read it again and repeat your change.`;
  throw conflictOf("input.expectedRevision", message, "OUTDATED");
}

/** Creates the problem and its first revision from the content. */
export function beginRevisions(em: EntityManager, viewer: SignedIn, problem: Problem, content: ProblemContent, note: string): void {
  putContent(problem, content);
  problem.topics.set(content.topics.map((id) => em.getReference(Topic, id)));
  em.persist([problem, revisionOf(em, viewer, problem, 1, { content, changed: changedFields(null, content), note })]);
}

/**
 * Adds a revision and makes it live unless it is a draft. Unchanged content adds no revision. The caller must hold the
 * lock on the problem's row.
 */
export async function revise(
  em: EntityManager,
  viewer: SignedIn,
  problem: Problem,
  content: ProblemContent,
  { note, draft, restoredFrom }: RevisionOptions,
): Promise<void> {
  const changed = changedFields(await readContent(em, problem.id, problem.latestRevision), content);
  if (changed.length === 0) return;
  const waits = problem.revision !== problem.latestRevision;
  // Edits of an archived problem stay drafts, so that submitters still see what they submitted to.
  const isDraft = problem.publishedAt !== null && (draft === true || problem.status === "ARCHIVED");
  // A restored revision replaces the whole draft; an edit on top of the draft would publish more than its editor wrote.
  if (waits && !isDraft && restoredFrom === undefined) {
    throw new AppError(
      "CONFLICT",
      `Revision ${problem.latestRevision} is not published yet. Extend it with \`draft\`, publish it, or restore revision ${problem.revision} first.`,
    );
  }
  problem.latestRevision++;
  em.persist(
    revisionOf(em, viewer, problem, problem.latestRevision, {
      content,
      changed,
      note: note?.trim() ?? "",
      restoredFrom: restoredFrom ?? null,
    }),
  );
  if (!isDraft) await makeLive(em, problem, content);
}

/** Makes the newest revision live. */
export async function publishLatest(em: EntityManager, problem: Problem): Promise<void> {
  if (problem.revision === problem.latestRevision) return;
  await makeLive(em, problem, await readContent(em, problem.id, problem.latestRevision));
}

async function makeLive(em: EntityManager, problem: Problem, content: ProblemContent): Promise<void> {
  putContent(problem, content);
  await problem.topics.init();
  // Queried instead of referenced: an old revision may name a deleted topic.
  problem.topics.set(await em.find(Topic, { id: { $in: content.topics } }));
  problem.revision = problem.latestRevision;
}

type Written = Pick<ProblemRevision, "content" | "changed" | "note"> & { restoredFrom?: number | null };

function revisionOf(em: EntityManager, viewer: SignedIn, problem: Problem, number: number, written: Written): ProblemRevision {
  const revision = Object.assign(new ProblemRevision(), written, { number });
  revision.problem = em.getReference(Problem, problem.id, { wrapped: true });
  revision.author = em.getReference(User, viewer.id, { wrapped: true });
  return revision;
}
