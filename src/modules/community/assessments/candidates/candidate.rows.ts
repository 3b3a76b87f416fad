import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { AssessmentFeedback, AssessmentStatus } from "../assessment-limits.js";
import { mayRunAssessment, runnableAssessments } from "../authoring/assessment.rows.js";
import type { CandidateStatus, SittingEnd } from "../sitting/sitting-states.js";

/** A candidate with the assessment and the sitting, for everyone who may see them. */
export interface CandidateRow {
  id: string;
  assessmentId: string;
  guestId: string | null;
  accountId: string | null;
  email: string | null;
  name: string;
  seed: string;
  timePercent: number;
  breakMs: number;
  linkVersion: number;
  linkExpiresAt: Date;
  invitedAt: Date;
  revokedAt: Date | null;
  title: string;
  instructions: string;
  assessmentStatus: AssessmentStatus;
  opensAt: Date | null;
  closesAt: Date | null;
  timeLimitMs: number;
  feedback: AssessmentFeedback;
  releasedAt: Date | null;
  authorId: string;
  organizationId: string | null;
  /** Null before the start. */
  sittingId: string | null;
  status: CandidateStatus;
  startedAt: Date | null;
  /** With the break that is under way. */
  deadlineAt: Date | null;
  breakLeftMs: number;
  endedAt: Date | null;
  endedBy: SittingEnd | null;
  /** Null until GRADED. */
  score: number | null;
  maxScore: number | null;
  gradedAt: Date | null;
  /** 0 before the start. */
  revision: number;
}

/** Milliseconds that the break under way has taken, at most those left. 0 without one. */
export const BREAK_TAKEN = `(case when s.break_started_at is null then 0
  else least(extract(epoch from clock_timestamp() - s.break_started_at) * 1000, s.break_left_ms) end)`;
const ON_BREAK = `(s.break_started_at is not null and extract(epoch from clock_timestamp() - s.break_started_at) * 1000 < s.break_left_ms)`;

export const CANDIDATE_COLUMNS = `c.id, c.assessment_id as "assessmentId", c.guest_id as "guestId", c.account_id as "accountId", c.email, c.name, c.seed,
  c.time_percent as "timePercent", c.break_ms as "breakMs", c.link_version as "linkVersion", c.link_expires_at as "linkExpiresAt",
  c.invited_at as "invitedAt", c.revoked_at as "revokedAt", a.title, a.instructions, a.status as "assessmentStatus", a.opens_at as "opensAt",
  a.closes_at as "closesAt", round(a.time_limit_ms::numeric * c.time_percent / 100)::int as "timeLimitMs", a.feedback, a.released_at as "releasedAt",
  a.owner_id as "authorId", a.organization_id as "organizationId", s.id as "sittingId",
  case when s.id is null then 'NOT_STARTED' when s.status = 'OPEN' and ${ON_BREAK} then 'BREAK' else s.status end as status,
  s.started_at as "startedAt", s.deadline_at + ${BREAK_TAKEN} * interval '1 millisecond' as "deadlineAt",
  (coalesce(s.break_left_ms, c.break_ms) - ${BREAK_TAKEN})::int as "breakLeftMs", s.ended_at as "endedAt", s.ended_by as "endedBy",
  case when s.status = 'GRADED' then s.score end as score, s.max_score as "maxScore", s.graded_at as "gradedAt", coalesce(s.revision, 0) as revision`;
export const FROM_CANDIDATES = `from assessment_candidates c join assessments a on a.id = c.assessment_id
  left join assessment_sittings s on s.candidate_id = c.id`;

export const CANDIDATE_ORDERS = ["NEWEST", "SCORE"] as const;
export type CandidateOrder = (typeof CANDIDATE_ORDERS)[number];

/** Those without a score last. */
const SORTED_SCORE = "coalesce(case when s.status = 'GRADED' then s.score end, -1)";
export const CANDIDATES_BY: Readonly<Record<CandidateOrder, KeysetOrder<CandidateRow>>> = {
  NEWEST: newestFirst("c.id"),
  SCORE: {
    name: "score",
    columns: [
      { sql: SORTED_SCORE, direction: "desc", cast: "float8" },
      { sql: "c.id", direction: "desc", cast: "uuid" },
    ],
    key: ({ score, id }) => [String(score ?? -1), id],
  },
};

export async function candidateById(em: EntityManager, id: string): Promise<CandidateRow | undefined> {
  return (await rows<CandidateRow>(em, `select ${CANDIDATE_COLUMNS} ${FROM_CANDIDATES} where c.id = ?`, [id]))[0];
}

/** For those who run the assessment. NOT_FOUND for others. `lock` serializes changes of one candidate. */
export async function readCandidate(em: EntityManager, viewer: SignedIn, id: string, { lock = false } = {}): Promise<CandidateRow> {
  // Locked first: what is read must be newer than the wait.
  if (lock) await em.execute("select 1 from assessment_candidates where id = ? for update", [id]);
  const row = await candidateById(em, id);
  if (!row || !mayRunAssessment(viewer, row)) throw notFound("candidate");
  return row;
}

/** Of assessments that the viewer runs. */
export async function candidatesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<CandidateRow[]> {
  const may = runnableAssessments(viewer);
  return rows(em, `select ${CANDIDATE_COLUMNS} ${FROM_CANDIDATES} where c.id in (?) and ${may.sql}`, [ids, ...may.params]);
}

/** The candidate that this guest is. NOT_FOUND for people with accounts, and once revoked. */
export async function readOwnCandidate(em: EntityManager, viewer: SignedIn): Promise<CandidateRow> {
  const sql = `select ${CANDIDATE_COLUMNS} ${FROM_CANDIDATES} where c.guest_id = ? and c.revoked_at is null`;
  const [row] = await rows<CandidateRow>(em, sql, [viewer.id]);
  if (!row) throw notFound("assessment");
  return row;
}

/** Condition on candidates `c`: invited as this account, or at its confirmed address. Takes its id twice. */
export const INVITED_AS_ACCOUNT = `(c.account_id = ? or c.email = (select u.email from users u where u.id = ? and u.email_verified_at is not null))`;

/** The database's clock, which decides about deadlines. The only key is "now". */
export const databaseClock: LoaderFactory<"now", Date> = ({ em }) =>
  new DataLoader(async (keys) => {
    const [clock] = await rows<{ now: Date }>(em, "select clock_timestamp() as now");
    return keys.map(() => clock!.now);
  });
