import { LockMode } from "@mikro-orm/core";
import { mayAuthor, mayEditProblem, mayReadProblem, type Authorship } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { catalogChanged } from "../../../../events/catalog-changed.event.js";
import { AppError, conflictOf, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { ReadCache } from "../../../../platform/redis/read-cache.js";
import { record } from "../../../base/audit/record.js";
import { CATALOG } from "../list/catalog.js";
import { Problem } from "../problem.entity.js";
import { expectGroupsFit } from "../scoring/problem-scoring.js";
import { CO_AUTHOR_IDS, problemSql, type ProblemRow } from "../problem.rows.js";

/** NOT_FOUND if the problem does not exist or the viewer may not see it. */
export async function readProblem(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<ProblemRow> {
  const { select, from, fromParams } = problemSql(viewer);
  const [column, value] = "slug" in by ? ["slug", by.slug] : ["id", by.id];
  if (column === "id" && !isId(value)) throw notFound("problem");
  const [row] = await rows<ProblemRow>(em, `select ${select} ${from} where p.${column} = ?`, [...fromParams, value]);
  if (!row || !mayReadProblem(viewer, row)) throw notFound("problem");
  return row;
}

/** Like readProblem, for editors only. FORBIDDEN for viewers who may read the problem but not edit it. */
export async function readEditable(em: EntityManager, viewer: SignedIn, id: string): Promise<ProblemRow> {
  const row = await readProblem(em, viewer, { id });
  if (!mayEditProblem(viewer, row)) throw notYours();
  return row;
}

/** Whose problem it is, for rules that need nothing else of it. Undefined if it does not exist. */
export async function readAuthorship(em: EntityManager, id: string): Promise<Authorship | undefined> {
  const sql = `select p.author_id as "authorId", p.organization_id as "organizationId", ${CO_AUTHOR_IDS} as "coAuthorIds" from problems p where p.id = ?`;
  return (await rows<Authorship>(em, sql, [id]))[0];
}

type Change = (tx: Transaction, problem: Problem) => Promise<void>;

export interface ProblemEdits {
  /** Runs `change` in a transaction that locks the problem's row. NOT_FOUND and FORBIDDEN as in readEditable. */
  change(viewer: SignedIn, id: string, change: Change): Promise<void>;
  /** Like `change`; returns the updated problem. */
  edit(viewer: SignedIn, id: string, change: Change): Promise<ProblemRow>;
}

export function createProblemEdits({ db, readCache }: { db: Database; readCache: ReadCache }): ProblemEdits {
  const change = async (viewer: SignedIn, id: string, apply: Change) => {
    await slugConflictNamed(() =>
      db.transaction(async (tx) => {
        const problem = isId(id) ? await tx.findOne(Problem, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
        const access = problem && { status: problem.status, visibility: problem.visibility, ...(await authorshipOf(tx, viewer, problem)) };
        if (!access || !mayReadProblem(viewer, access)) throw notFound("problem");
        if (!mayEditProblem(viewer, access)) throw notYours();
        const wasInCatalog = problem.status === "PUBLISHED";
        await apply(tx, problem);
        await expectGroupsFit(tx, problem);
        if (!wasInCatalog && problem.status !== "PUBLISHED") return;
        announce(tx, catalogChanged, { problemId: id });
        tx.afterCommit(() => readCache.forget(CATALOG));
      }),
    );
  };
  return {
    change,
    async edit(viewer, id, apply) {
      await change(viewer, id, apply);
      return readProblem(db.em.fork(), viewer, { id });
    },
  };
}

function notYours(): AppError {
  return new AppError(
    "FORBIDDEN",
    "Only the problem's author, co-authors and admins may do this, or the staff of the organization that owns it.",
  );
}

/** Audits changes to what others see in the catalog, and grants of access to hidden tests and submissions. */
export function noteOnProblem(
  em: EntityManager,
  action: `problem.${string}`,
  { id }: Problem,
  viewer: SignedIn,
  address = "",
  details: Readonly<Record<string, unknown>> = {},
): void {
  record(em, { actorId: viewer.id, action, subject: { type: "problem", id }, address, details });
}

/** Loads the co-authors only if they can affect the decision. */
export async function authorshipOf(em: EntityManager, viewer: Viewer, { id, author, organization }: Problem): Promise<Authorship> {
  const owners = { authorId: author.id, organizationId: organization?.id ?? null };
  if (!mayAuthor(viewer) || viewer.id === author.id || organization) return owners;
  const found = await rows<{ userId: string }>(em, `select user_id as "userId" from problem_co_authors where problem_id = ?`, [id]);
  return { ...owners, coAuthorIds: found.map(({ userId }) => userId) };
}

export async function slugConflictNamed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) !== "problems_slug_unique") throw error;
    const message = "There is already a problem with this slug. Choose another.";
    throw conflictOf("input.slug", message);
  }
}
