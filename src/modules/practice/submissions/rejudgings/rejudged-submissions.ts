import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { FROM_SUBMISSIONS, SUBMISSION_COLUMNS } from "../submission.rows.js";
import type { SubmissionRow } from "../submission.type.js";
import type { VerdictChange } from "./rejudging.entity.js";

/** Verdicts that are not applied: they say nothing about the program. */
export const NOT_APPLIED: readonly string[] = ["SYSTEM_ERROR", "CANCELLED"];
export const NOT_APPLIED_SQL = `('${NOT_APPLIED.join("', '")}')`;

export const REJUDGING_EFFECTS = ["GAINED", "LOST", "CHANGED", "SAME", "FAILED"] as const;
export type RejudgingEffect = (typeof REJUDGING_EFFECTS)[number];

/** The judgement before `j`. While `j` is staged it is the one that counts: a submission is in at most one open set. */
const BEFORE = `join lateral (
  select o.id, o.verdict, o.score from judgements o where o.submission_id = j.submission_id and o.id < j.id and not o.staged
  order by o.id desc limit 1) b on true`;

const EFFECT = `case when j.verdict is null then null when j.verdict in ${NOT_APPLIED_SQL} then 'FAILED' when j.verdict = b.verdict and j.score is not distinct from b.score then 'SAME'
  when j.verdict = 'ACCEPTED' and b.verdict <> 'ACCEPTED' then 'GAINED' when b.verdict = 'ACCEPTED' and j.verdict <> 'ACCEPTED' then 'LOST'
  when j.score > b.score then 'GAINED' when j.score < b.score then 'LOST' else 'CHANGED' end`;

/** One set's old and new verdicts as a JSON array of VerdictChange; takes the expression of its id. */
export const verdictChangesOf = (id: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object('from', v.old, 'to', v.new, 'count', v.count) order by v.count desc, v.old, v.new), '[]')
  from (select b.verdict as old, j.verdict as new, count(*)::int as count from judgements j ${BEFORE}
        where j.rejudging_id = ${id} and j.status = 'FINISHED' group by 1, 2) v)`;

/** Of the set as it was decided on; of an open one, as far as it is judged. */
export const verdictChanges: LoaderFactory<string, VerdictChange[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; changes: VerdictChange[] }>(
      em,
      `select r.id, coalesce(r.verdict_changes, ${verdictChangesOf("r.id")}) as changes from rejudgings r where r.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map(({ id, changes }) => [id, changes]));
    return ids.map((id) => byId.get(id) ?? []);
  });

/** A submission of a set. */
export interface RejudgedSubmissionRow extends SubmissionRow {
  judgementId: string;
  previousJudgementId: string;
  effect: RejudgingEffect | null;
}

export interface RejudgedFilter {
  effect?: RejudgingEffect | null;
  from?: string | null;
  to?: string | null;
}

const OLDEST_FIRST: KeysetOrder<RejudgedSubmissionRow> = {
  name: "rejudged",
  columns: [{ sql: "s.id", direction: "asc", cast: "uuid" }],
  key: ({ id }) => [id],
};

const FROM = `${FROM_SUBMISSIONS} join judgements j on j.submission_id = s.id ${BEFORE}`;
const SELECT = `${SUBMISSION_COLUMNS}, j.id as "judgementId", b.id as "previousJudgementId", ${EFFECT} as effect`;

/** Pages of the submissions of sets, one statement for all sets with the same filter and page. */
export const rejudgedSubmissions: LoaderFactory<PageOfParent & { filter: RejudgedFilter }, Connection<RejudgedSubmissionRow>> = ({
  em,
}) => {
  const byFilter = new Map<string, ReturnType<typeof pagesWith>>();
  const pagesOf = (filter: RejudgedFilter) => {
    const key = JSON.stringify([filter.effect, filter.from, filter.to]);
    const known = byFilter.get(key) ?? pagesWith(em, filter);
    byFilter.set(key, known);
    return known;
  };
  const load = ({ filter, ...key }: PageOfParent & { filter: RejudgedFilter }) => pagesOf(filter).load(key);
  return new DataLoader((keys) => Promise.all(keys.map(load)), { cache: false });
};

function pagesWith(em: EntityManager, { effect, from, to }: RejudgedFilter) {
  const wanted: [string, string | null | undefined][] = [
    [`${EFFECT} = ?`, effect],
    ["b.verdict = ?", from],
    ["j.verdict = ?", to],
  ];
  const conditions = wanted.flatMap(([sql, value]) => (value == null ? [] : [{ sql, params: [value] }]));
  return connectionsByParent(em, { select: SELECT, from: FROM, conditions, parent: "j.rejudging_id", order: OLDEST_FIRST });
}
