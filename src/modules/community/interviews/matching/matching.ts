/** Runs in the worker: reads all open requests, matches them (match.ts) and writes each pair in a transaction of its own. */
import { HOUR_MS, DAY_MS, SECOND_MS } from "../../../../kernel/units.js";
import { madeAt } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { freeTimes } from "../availability/availability.rows.js";
import { startsIn } from "../availability/open-times.js";
import { busyAt, createInterview, lockPeople } from "../bookings/write-interview.js";
import { MATCH_NOTICE_HOURS, MATCHING_DAYS } from "../interview-limits.js";
import { MATCH_ROUND, matchInterviews } from "./match-interviews.job.js";
import { matchRequests, type MatchRequest, type Pair } from "./match.js";
import { pickQuestion } from "./pick-question.js";

/** People of one round, and of one statement. */
const ROUND_MAX = 20_000;
const SHARE = 500;

type OpenRequest = Omit<MatchRequest, "since" | "starts">;

async function openRequests(em: EntityManager, now: number): Promise<MatchRequest[]> {
  const found = await rows<OpenRequest>(
    em,
    `select r.id, r.user_id as "userId", r.is_priority as "isPriority", r.level, r.topics, r.languages, r.minutes,
       (select o.user_id from interview_participants o where o.interview_id = last.interview_id and o.user_id is distinct from r.user_id) as "lastPartnerId"
     from interview_requests r join users u on u.id = r.user_id and u.deleted_at is null and u.suspended_at is null
     left join lateral (select p.interview_id from interview_participants p join interviews i on i.id = p.interview_id and i.kind = 'PEER'
       where p.user_id = r.user_id order by p.interview_id desc limit 1) last on true
     where r.status = 'OPEN' and r.expires_at > now() order by r.is_priority desc, r.id limit ${ROUND_MAX}`,
  );
  const range = { start: now + MATCH_NOTICE_HOURS * HOUR_MS, end: now + MATCHING_DAYS * DAY_MS };
  const requests: MatchRequest[] = [];
  for (let from = 0; from < found.length; from += SHARE) {
    const share = found.slice(from, from + SHARE);
    const free = await freeTimes(
      em,
      share.map(({ userId }) => userId),
      range,
    );
    for (const request of share)
      requests.push({ ...request, since: madeAt(request.id), starts: startsIn(free.get(request.userId) ?? [], request.minutes) });
  }
  return requests;
}

/** False if one of them is no longer looking, or has no time any more. */
async function bookPair(db: Database, { first, second, startsAt, reasons }: Pair): Promise<boolean> {
  const people = [first.userId, second.userId] as const;
  const at = { startsAt: new Date(startsAt), minutes: first.minutes };
  return db.transaction(async (tx) => {
    await lockPeople(tx, people);
    const open = await rows(tx, "select 1 from interview_requests where id in (?) and status = 'OPEN' for update", [[first.id, second.id]]);
    if (open.length < 2 || (await busyAt(tx, people, at)).length > 0) return false;
    const question = { topics: reasons.topics.length > 0 ? reasons.topics : [...first.topics, ...second.topics] };
    // FIRST asks SECOND: the level is that of who is asked.
    const one = await pickQuestion(tx, people, { ...question, level: second.level, not: [] });
    const other = await pickQuestion(tx, people, { ...question, level: first.level, not: one === null ? [] : [one] });
    const id = await createInterview(tx, {
      ...{ kind: "PEER", people, confirmed: [], ...at, language: reasons.language, problems: [one, other], match: reasons, actorId: null },
    });
    await tx.execute("update interview_requests set status = 'MATCHED', interview_id = ?, is_priority = false where id in (?)", [
      id,
      [first.id, second.id],
    ]);
    return true;
  });
}

/** Returns the number of new interviews. */
export async function matchAll(db: Database, closing: () => boolean = () => false): Promise<number> {
  const now = Date.now();
  let booked = 0;
  for (const pair of matchRequests(await openRequests(db.em.fork(), now), now)) {
    if (closing()) break;
    if (await bookPair(db, pair)) booked++;
  }
  return booked;
}

const EVERY_MS = 20 * SECOND_MS;
const LOCK_MS = 30 * SECOND_MS;

/** Runs in every worker. Rounds are jobs, so that one worker runs them; a new request asks for one at once. */
export function startMatching({ db, jobs, log }: { db: Database; jobs: Jobs; log: Logger }): BackgroundWork {
  let stopping = false;
  const worker = jobs.process(matchInterviews, { concurrency: 1, lockMs: LOCK_MS }, async () => {
    const booked = await matchAll(db, () => stopping);
    if (booked > 0) log.info({ booked }, "interviews matched");
  });
  const clock = startRounds(
    async () => {
      await db.em.fork().execute("update interview_requests set status = 'EXPIRED' where status = 'OPEN' and expires_at <= now()");
      const waiting = await rows(db.em.fork(), "select 1 from interview_requests where status = 'OPEN' limit 2");
      if (waiting.length === 2 && jobs.reachable()) await jobs.add(matchInterviews, {}, MATCH_ROUND);
    },
    { everyMs: EVERY_MS, log, failure: "requests for interviews not checked; will be retried" },
  );
  return {
    async close(force) {
      stopping = true;
      await clock.close();
      await worker.close(force);
    },
  };
}
