import DataLoader from "dataloader";
import { mayEditProblem, type Authorship } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import type { VerificationReport } from "./report.js";
import type { VerificationScope, VerificationStatus } from "./verification.entity.js";

export interface VerificationRow {
  id: string;
  problemId: string;
  userId: string;
  testSetId: string;
  status: VerificationStatus;
  scope: VerificationScope;
  revision: number;
  fingerprint: string;
  testsDone: number;
  testsTotal: number;
  report: VerificationReport;
  /** Of the revision. */
  timeLimitMs: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export const VERIFICATION_COLUMNS = `v.id, v.problem_id as "problemId", v.user_id as "userId", v.test_set_id as "testSetId", v.status, v.scope,
  v.revision, v.fingerprint, v.done as "testsDone", v.total as "testsTotal", v.report, v.created_at as "createdAt", v.finished_at as "finishedAt",
  (select (r.content ->> 'timeLimitMs')::int from problem_revisions r where r.problem_id = v.problem_id and r.number = v.revision) as "timeLimitMs"`;

export const readVerificationRow = async (em: EntityManager, id: string): Promise<VerificationRow | undefined> =>
  (await rows<VerificationRow>(em, `select ${VERIFICATION_COLUMNS} from verifications v where v.id = ?`, [id]))[0];

/** Those that the viewer may see, in any order. */
export async function readVerifications(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<VerificationRow[]> {
  const found = await rows<VerificationRow & Authorship>(
    em,
    `select ${VERIFICATION_COLUMNS}, p.author_id as "authorId", p.organization_id as "organizationId", ${CO_AUTHOR_IDS} as "coAuthorIds"
     from verifications v join problems p on p.id = v.problem_id where v.id in (?)`,
    [ids],
  );
  return found.filter((row) => mayEditProblem(viewer, row));
}

/** NOT_FOUND if it does not exist, or for others than editors. */
export async function readVerification(em: EntityManager, viewer: SignedIn, id: string): Promise<VerificationRow> {
  const [row] = isId(id) ? await readVerifications(em, viewer, [id]) : [];
  if (!row) throw notFound("verification");
  return row;
}

export const verificationsOfProblem: LoaderFactory<PageOfParent, Connection<VerificationRow>> = ({ em }) =>
  connectionsByParent(em, {
    select: VERIFICATION_COLUMNS,
    from: "from verifications v",
    conditions: [],
    parent: "v.problem_id",
    order: newestFirst<VerificationRow>("v.id"),
  });

export const latestVerification: LoaderFactory<string, VerificationRow | null> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const sql = `select distinct on (v.problem_id) ${VERIFICATION_COLUMNS} from verifications v where v.problem_id in (?)
      order by v.problem_id, v.id desc`;
    const byProblem = new Map((await rows<VerificationRow>(em, sql, [problemIds])).map((row) => [row.problemId, row]));
    return problemIds.map((id) => byProblem.get(id) ?? null);
  });
