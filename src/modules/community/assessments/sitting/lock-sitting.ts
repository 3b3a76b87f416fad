/** One sitting at a time: its row is locked for every change, so two tabs, a retry and the clock come one after the other. */
import { assessmentFinished } from "../../../../events/assessment-finished.event.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { GRACE_MS } from "../assessment-limits.js";
import { BREAK_TAKEN } from "../candidates/candidate.rows.js";
import { settleSitting } from "../results/settle-sitting.js";
import type { SittingEnd, SittingStatus } from "./sitting-states.js";

export interface LockedSitting {
  id: string;
  candidateId: string;
  assessmentId: string;
  guestId: string;
  status: SittingStatus;
  startedAt: Date;
  onBreak: boolean;
  breakLeftMs: number;
  draftsPending: boolean;
  /** Its deadline and the grace period have passed. */
  expired: boolean;
}

/** Waits for others that hold it. Undefined before the start. A break that is used up has ended. */
export async function lockSitting(em: EntityManager, candidateId: string): Promise<LockedSitting | undefined> {
  // Locked first: times and status are read after the wait.
  const [locked] = await rows(em, "select 1 from assessment_sittings where candidate_id = ? for update", [candidateId]);
  if (!locked) return undefined;
  await em.execute(
    `update assessment_sittings set deadline_at = deadline_at + break_left_ms * interval '1 millisecond', break_left_ms = 0, break_started_at = null
     where candidate_id = ? and break_started_at is not null and break_started_at + break_left_ms * interval '1 millisecond' <= clock_timestamp()`,
    [candidateId],
  );
  const [row] = await rows<LockedSitting>(
    em,
    `select s.id, s.candidate_id as "candidateId", c.assessment_id as "assessmentId", c.guest_id as "guestId", s.status, s.started_at as "startedAt",
       s.break_started_at is not null as "onBreak", s.break_left_ms as "breakLeftMs", s.drafts_pending as "draftsPending",
       s.break_started_at is null and s.deadline_at + interval '${GRACE_MS} milliseconds' < clock_timestamp() as expired
     from assessment_sittings s join assessment_candidates c on c.id = s.candidate_id where s.candidate_id = ?`,
    [candidateId],
  );
  return row;
}

/** Ends the break that is under way: what it took is added to the time. */
export async function endBreak(em: EntityManager, { id }: LockedSitting): Promise<void> {
  await em.execute(
    `update assessment_sittings s set deadline_at = deadline_at + ${BREAK_TAKEN} * interval '1 millisecond', break_started_at = null,
       break_left_ms = (break_left_ms - ${BREAK_TAKEN})::int, revision = revision + 1 where id = ? and break_started_at is not null`,
    [id],
  );
}

/** Saved code of a task `t` that was not submitted since. */
const UNSENT = `t.problem_id is not null and t.source is not null and t.source ~ '\\S' and not exists (
  select from assessment_code k join submissions u on u.id = k.submission_id
  where k.sitting_id = t.sitting_id and k.task = t.position and (u.created_at >= t.saved_at or (u.source = t.source and u.language = t.language)))`;

/** Ends an OPEN sitting, at its deadline at the latest, and grades what can be graded. */
export async function endSitting(em: EntityManager, sitting: LockedSitting, by: SittingEnd): Promise<void> {
  await endBreak(em, sitting);
  const ended = await rows(
    em,
    `update assessment_sittings s set status = 'FINISHED', ended_by = ?, ended_at = least(deadline_at, clock_timestamp()), checked_at = now(),
       drafts_pending = exists (select from assessment_tasks t where t.sitting_id = s.id and ${UNSENT}), revision = revision + 1
     where id = ? and status = 'OPEN' returning 1`,
    [by, sitting.id],
  );
  if (ended.length === 0) return;
  announce(em, assessmentFinished, { candidateId: sitting.candidateId });
  await settleSitting(em, sitting.id);
}

/** Code that is still to be submitted for a sitting that has ended. */
export function unsentCode(
  em: EntityManager,
  sittingId: string,
): Promise<{ position: number; problemId: string; language: string; source: string }[]> {
  const sql = `select t.position, t.problem_id as "problemId", t.language, t.source from assessment_tasks t where t.sitting_id = ? and ${UNSENT} order by t.position`;
  return rows(em, sql, [sittingId]);
}
