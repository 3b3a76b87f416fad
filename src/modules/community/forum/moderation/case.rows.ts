import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { fromThreads } from "../threads/thread.rows.js";
import type { CaseDecision, ReportReason } from "./case.entity.js";
import type { SpamSignal } from "./spam-signals.js";

export interface CaseRow {
  id: string;
  postId: string;
  threadId: string;
  isReply: boolean;
  signals: SpamSignal[];
  decision: CaseDecision | null;
  note: string;
  decidedById: string | null;
  decidedAt: Date | null;
  createdAt: Date;
}

const COLUMNS = `k.id, k.post_id as "postId", cp.thread_id as "threadId", cp.title is null as "isReply", k.signals, k.decision, k.note,
  k.decided_by_id as "decidedById", k.decided_at as "decidedAt", k.created_at as "createdAt"`;
const OLDEST_FIRST: KeysetOrder<CaseRow> = {
  name: "oldest",
  columns: [{ sql: "k.id", direction: "asc", cast: "uuid" }],
  key: ({ id }) => [id],
};
const NEWEST_FIRST = newestFirst<CaseRow>("k.id");

/** Cases `k` about posts `cp` of threads that the viewer moderates. */
function caseSql(viewer: SignedIn) {
  const { from, fromParams } = fromThreads(viewer);
  const source = `${from} join forum_posts cp on cp.thread_id = th.id join forum_cases k on k.post_id = cp.id`;
  return { select: COLUMNS, from: source, fromParams, conditions: [{ sql: "mv.moderates", params: [] as unknown[] }] };
}

export interface CaseFilter {
  categoryId?: string | null;
  decided?: boolean | null;
}

/** Open cases, oldest first; decided ones, newest first. */
export function listCases(
  em: EntityManager,
  viewer: SignedIn,
  { categoryId, decided }: CaseFilter,
  page: PageArgs,
): Promise<Connection<CaseRow>> {
  const list = caseSql(viewer);
  const conditions = [
    { sql: `k.decided_at is ${decided ? "not null" : "null"}`, params: [] as unknown[] },
    ...(categoryId == null ? [] : [{ sql: "th.category_id = ?", params: [categoryId] as unknown[] }]),
    ...list.conditions,
  ];
  return readConnection(em, { ...list, conditions }, page, decided ? NEWEST_FIRST : OLDEST_FIRST);
}

/** Those that the viewer moderates, in any order. */
export function casesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<CaseRow[]> {
  const { select, from, fromParams } = caseSql(viewer);
  return rows(em, `select ${select} ${from} where k.id in (?) and mv.moderates`, [...fromParams, ids]);
}

export interface ReportRow {
  caseId: string;
  reporterId: string;
  reason: ReportReason;
  note: string;
  createdAt: Date;
}

/** Most that a case shows. */
export const REPORTS_SHOWN = 50;

/** Oldest first. Checks no permission: only those who moderate see cases. */
export const reportsOfCase: LoaderFactory<string, ReportRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ReportRow>(
      em,
      `select f.case_id as "caseId", f.reporter_id as "reporterId", f.reason, f.note, f.created_at as "createdAt"
       from unnest(?::uuid[]) as k (id) cross join lateral (
         select * from forum_reports f where f.case_id = k.id order by f.id limit ${REPORTS_SHOWN}) f order by f.id`,
      [textArray(ids)],
    );
    const byCase = Map.groupBy(found, ({ caseId }) => caseId);
    return ids.map((id) => byCase.get(id) ?? []);
  });
