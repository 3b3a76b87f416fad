/** Writes interviews and what follows from their changes: calendar mails, events, and requests that look for a partner again. */
import { interviewChanged, type InterviewChange } from "../../../../events/interview-changed.event.js";
import { interviewInvitationDue } from "../../../../events/interview-invitation-due.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { CLOSES_MINUTES, CONFIRM_BEFORE_HOURS, CONFIRM_WITHIN_HOURS, OPENS_MINUTES, UPCOMING_MAX } from "../interview-limits.js";
import { ACTIVE, type InterviewKind, type InterviewStatus } from "./interview.entity.js";
import type { MatchReasons } from "./interview.rows.js";

/** Locks accounts in one order, so that nobody is booked twice at a time. */
export async function lockPeople(tx: Transaction, userIds: readonly string[]): Promise<void> {
  await tx.execute("select from users where id in (?) order by id for no key update", [userIds]);
}

/** Accounts, of these, that already have an interview in this time. */
export async function busyAt(
  tx: Transaction,
  userIds: readonly string[],
  at: { startsAt: Date; minutes: number },
  except: string | null = null,
): Promise<string[]> {
  const busy = await rows<{ id: string }>(
    tx,
    `select distinct p.user_id as id from interview_participants p join interviews i on i.id = p.interview_id
     where p.user_id in (?) and i.status in ${ACTIVE} and i.id is distinct from ?::uuid
       and i.starts_at < ?::timestamptz and i.starts_at + make_interval(mins => i.minutes) > ?`,
    [userIds, except, new Date(at.startsAt.getTime() + at.minutes * MINUTE_MS), at.startsAt],
  );
  return busy.map(({ id }) => id);
}

/** CONFLICT if a person has too many interviews before them. */
export async function expectRoomFor(tx: Transaction, userId: string): Promise<void> {
  const [found] = await rows<{ count: number }>(
    tx,
    `select count(*)::int as count from interview_participants p join interviews i on i.id = p.interview_id where p.user_id = ? and i.status in ${ACTIVE}`,
    [userId],
  );
  if (found!.count >= UPCOMING_MAX) throw new AppError("CONFLICT", `An account has at most ${UPCOMING_MAX} upcoming interviews.`);
}

export function confirmByOf(startsAt: Date): Date {
  return new Date(Math.min(Date.now() + CONFIRM_WITHIN_HOURS * HOUR_MS, startsAt.getTime() - CONFIRM_BEFORE_HOURS * HOUR_MS));
}

export interface NewInterview {
  kind: InterviewKind;
  /** FIRST and SECOND. */
  people: readonly [string, string];
  /** Who has agreed already. */
  confirmed: readonly string[];
  startsAt: Date;
  minutes: number;
  language: string | null;
  problems: readonly [string | null, string | null];
  match: MatchReasons | null;
  /** Who proposed it; null for the matching. */
  actorId: string | null;
}

/** Callers hold the locks on both accounts. */
export async function createInterview(tx: Transaction, interview: NewInterview): Promise<string> {
  const { kind, people, confirmed, startsAt, minutes, language, problems, match, actorId } = interview;
  const id = newId();
  await tx.execute(
    `insert into interviews (id, kind, status, starts_at, minutes, confirm_by, language, first_problem_id, second_problem_id, match)
     values (?, ?, 'PROPOSED', ?, ?, ?, ?, ?, ?, ?::jsonb)`,
    [id, kind, startsAt, minutes, confirmByOf(startsAt), language, ...problems, match && JSON.stringify(match)],
  );
  for (const [index, seat] of (["FIRST", "SECOND"] as const).entries())
    await tx.execute(
      `insert into interview_participants (interview_id, seat, user_id, confirmed_at) values (?, ?, ?, case when ? then now() end)`,
      [id, seat, people[index], confirmed.includes(people[index]!)],
    );
  await tx.execute(`insert into interview_rooms (interview_id, opens_at, closes_at) values (?, ?, ?)`, [
    id,
    ...roomTimes(startsAt, minutes),
  ]);
  announce(tx, interviewChanged, { interviewId: id, change: "PROPOSED", actorId, sequence: 0 });
  return id;
}

export function roomTimes(startsAt: Date, minutes: number): [opensAt: Date, closesAt: Date] {
  const start = startsAt.getTime();
  return [new Date(start - OPENS_MINUTES * MINUTE_MS), new Date(start + (minutes + CLOSES_MINUTES) * MINUTE_MS)];
}

/** Raises the sequence, and orders calendar mails: REQUEST once both have agreed and for changes after that, CANCEL at the end. */
export async function changeInterview(
  tx: Transaction,
  id: string,
  {
    status,
    change,
    actorId,
    mail,
  }: { status: InterviewStatus; change: InterviewChange; actorId: string | null; mail: "REQUEST" | "CANCEL" | null },
): Promise<void> {
  const [row] = await rows<{ sequence: number; wasInvited: boolean }>(
    tx,
    `update interviews i set status = ?, sequence = i.sequence + 1, invited_at = coalesce(i.invited_at, case when ? then now() end)
     from interviews before where before.id = i.id and i.id = ? returning i.sequence, before.invited_at is not null as "wasInvited"`,
    [status, change === "CONFIRMED", id],
  );
  const { sequence, wasInvited } = row!;
  announce(tx, interviewChanged, { interviewId: id, change, actorId, sequence });
  if (mail === null || (!wasInvited && change !== "CONFIRMED")) return;
  const people = await rows<{ userId: string }>(
    tx,
    `select user_id as "userId" from interview_participants where interview_id = ? and user_id is not null order by seat`,
    [id],
  );
  for (const { userId } of people) announce(tx, interviewInvitationDue, { interviewId: id, userId, sequence, method: mail });
}

/** Those who are not to blame look for a partner again, before others. Requests of the others are closed. */
export async function rematch(tx: Transaction, interviewId: string, innocent: readonly (string | null)[]): Promise<void> {
  const ids = innocent.filter((id) => id !== null);
  await tx.execute(
    `update interview_requests r set status = case when again then 'OPEN' else 'CANCELLED' end, is_priority = again or r.is_priority,
       interview_id = case when again then null else r.interview_id end, expires_at = greatest(r.expires_at, now() + interval '7 days')
     from (select q.id, q.user_id = any(?::uuid[]) and not exists (select from interview_requests o where o.user_id = q.user_id and o.status = 'OPEN')
             as again from interview_requests q where q.interview_id = ? and q.status = 'MATCHED') due where due.id = r.id`,
    [`{${ids.join(",")}}`, interviewId],
  );
}
