import { rows, type EntityManager } from "../../../../platform/database/database.js";

/**
 * Priority classes of the queue, by their first round. Judgements of lower rounds are judged first, so a class waits while an earlier
 * one has work. Code runs (`runCode`) come before all of them: they have a queue of their own. A class has half a million rounds; what
 * exceeds them shares the last one. BullMQ's priorities end at 2 ** 21.
 */
export const FIRST_ROUND = { submit: 0, verify: 2 ** 19, rejudge: 2 ** 20 } as const;
const LAST_ROUND = { submit: FIRST_ROUND.verify - 1, rejudge: 2 ** 21 - 2 } as const;

/**
 * Submissions use two rounds for each turn of the accounts: the even one for accounts with the entitlement `queue-priority`, the odd one for
 * all others. So they come first among those who have the same turn, but never before an earlier turn.
 */
const ROUNDS_PER_TURN = 2;

/**
 * The current turn, or the one after the account's last. (Start-time fair queueing, assuming equal cost for all judgements.) Only the newest
 * submissions are checked: an account's own judgements are in order. With priority, a judgement that is not queued any more counts too if it
 * has overtaken somebody who still waits in the current turn: so an account overtakes a waiting submission once, and everybody's wait is
 * bounded by one judgement for each account with priority.
 */
const NEXT_TURN = `
  with now_judged as (
    select min(round) / ${ROUNDS_PER_TURN} as turn from judgements where status = 'QUEUED' and round <= ${LAST_ROUND.submit})
  select least(greatest(
    (select turn from now_judged),
    (select max(j.round) / ${ROUNDS_PER_TURN} + 1 from (select id from submissions where user_id = ? order by id desc limit 20) s
     join judgements j on j.submission_id = s.id
     where j.requested_by_id is null and (j.status = 'QUEUED' or (?::boolean and j.queued_at >= (
       select min(q.queued_at) from judgements q, now_judged
       where q.status = 'QUEUED' and q.round between now_judged.turn * ${ROUNDS_PER_TURN} and now_judged.turn * ${ROUNDS_PER_TURN} + 1)))),
    0), ${(LAST_ROUND.submit - 1) / ROUNDS_PER_TURN})::int as turn`;

/** A set starts at the round that is being judged, so sets share the queue like accounts do. */
const NEXT_REJUDGING_ROUND = `
  select coalesce(min(round), ${FIRST_ROUND.rejudge}) as round from judgements where status = 'QUEUED' and round >= ${FIRST_ROUND.rejudge}`;

/** Round for a new judgement of this account. `first`: the account has the entitlement `queue-priority`. */
export async function nextRound(em: EntityManager, userId: string, first: boolean): Promise<number> {
  const { turn } = (await rows<{ turn: number }>(em, NEXT_TURN, [userId, first]))[0]!;
  return FIRST_ROUND.submit + turn * ROUNDS_PER_TURN + (first ? 0 : 1);
}

/** Consecutive rounds for the judgements of a set. */
export async function rejudgingRounds(em: EntityManager, count: number): Promise<number[]> {
  const first = (await rows<{ round: number }>(em, NEXT_REJUDGING_ROUND))[0]!.round;
  return Array.from({ length: count }, (_, place) => Math.min(first + place, LAST_ROUND.rejudge));
}

/** Number of queued submissions, without rejudgements; counts up to `most`. */
export async function countQueued(em: EntityManager, most: number): Promise<number> {
  const sql = `select count(*)::int as count
    from (select from judgements where status = 'QUEUED' and round <= ${LAST_ROUND.submit} limit ?) queue`;
  return (await rows<{ count: number }>(em, sql, [most]))[0]!.count;
}
