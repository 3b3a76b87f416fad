import { rows, type EntityManager } from "../../../../platform/database/database.js";

/**
 * Priority classes of the queue, by their first round. Judgements of lower rounds are judged first, so a class waits while an earlier
 * one has work. Code runs (`runCode`) come before all of them: they have a queue of their own. A class has half a million rounds; what
 * exceeds them shares the last one. BullMQ's priorities end at 2 ** 21.
 */
export const FIRST_ROUND = { submit: 0, verify: 2 ** 19, rejudge: 2 ** 20 } as const;
const LAST_ROUND = { submit: FIRST_ROUND.verify - 1, rejudge: 2 ** 21 - 2 } as const;

/**
 * The current round, or the one after the account's last. Only the newest submissions are checked: an account's own
 * judgements are in order. (Start-time fair queueing, assuming equal cost for all judgements.)
 */
const NEXT_ROUND = `
  select least(greatest(
    (select min(round) from judgements where status = 'QUEUED' and round <= ${LAST_ROUND.submit}),
    (select max(j.round) + 1 from (select id from submissions where user_id = ? order by id desc limit 20) s
     join judgements j on j.submission_id = s.id where j.status = 'QUEUED' and j.requested_by_id is null),
    ${FIRST_ROUND.submit}), ${LAST_ROUND.submit}) as round`;

/** A set starts at the round that is being judged, so sets share the queue like accounts do. */
const NEXT_REJUDGING_ROUND = `
  select coalesce(min(round), ${FIRST_ROUND.rejudge}) as round from judgements where status = 'QUEUED' and round >= ${FIRST_ROUND.rejudge}`;

/** Round for a new judgement of this account. */
export async function nextRound(em: EntityManager, userId: string): Promise<number> {
  return (await rows<{ round: number }>(em, NEXT_ROUND, [userId]))[0]!.round;
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
