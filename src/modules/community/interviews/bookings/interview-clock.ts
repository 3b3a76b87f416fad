import { interviewDueSoon } from "../../../../events/interview-due-soon.event.js";
import { interviewHeld } from "../../../../events/interview-held.event.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { noShowMinutes } from "../interview-settings.js";
import { append, publishEvent } from "../room/room-events.js";
import { changeInterview, rematch } from "./write-interview.js";

const TICK_MS = 2 * SECOND_MS;

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  settings: Settings;
}

type Step = (dependencies: Dependencies) => Promise<boolean>;

/**
 * Runs in every worker. Nothing is planned ahead: each round asks the present rows, so a start that moves takes its reminders and deadlines with
 * it. Each step changes one interview in one transaction and answers whether there was one.
 */
export function startInterviewClock(dependencies: Dependencies): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    for (const step of [expireOne, leaveOne, missOne, swapOne, finishOne, remindOne(24), remindOne(1)])
      while (!closing.aborted && (await step(dependencies))) continue;
  };
  return startRounds(round, { everyMs: TICK_MS, log: dependencies.log, failure: "dates of interviews not checked; will be retried" });
}

const one = (condition: string, order = "i.starts_at") =>
  `select i.id from interviews i join interview_rooms r on r.interview_id = i.id where ${condition} order by ${order} limit 1 for update of i skip locked`;

const peopleWho = (condition: string) =>
  `select user_id as "userId" from interview_participants where interview_id = ? and user_id is not null and ${condition}`;

/** Not confirmed in time: those who did confirm look for a partner again. */
const expireOne: Step = ({ db }) =>
  db.transaction(async (tx) => {
    const [due] = await rows<{ id: string }>(tx, one("i.status = 'PROPOSED' and i.confirm_by < now()"));
    if (!due) return false;
    await changeInterview(tx, due.id, { status: "EXPIRED", change: "EXPIRED", actorId: null, mail: "CANCEL" });
    const innocent = await rows<{ userId: string }>(tx, peopleWho("confirmed_at is not null"), [due.id]);
    await rematch(
      tx,
      due.id,
      innocent.map(({ userId }) => userId),
    );
    return true;
  });

/** An account was deleted or suspended. */
const leaveOne: Step = ({ db }) =>
  db.transaction(async (tx) => {
    const gone = `exists (select from interview_participants p left join users u on u.id = p.user_id
      where p.interview_id = i.id and (u.id is null or u.deleted_at is not null or u.suspended_at is not null))`;
    const [due] = await rows<{ id: string }>(tx, one(`i.status in ('PROPOSED', 'CONFIRMED') and i.starts_at > now() and ${gone}`));
    if (!due) return false;
    await tx.execute("update interviews set status = 'CANCELLED', cancelled_at = now() where id = ?", [due.id]);
    await changeInterview(tx, due.id, { status: "CANCELLED", change: "CANCELLED", actorId: null, mail: "CANCEL" });
    const present = "exists (select from users u where u.id = user_id and u.deleted_at is null and u.suspended_at is null)";
    const innocent = await rows<{ userId: string }>(tx, peopleWho(present), [due.id]);
    await rematch(
      tx,
      due.id,
      innocent.map(({ userId }) => userId),
    );
    return true;
  });

/** Somebody has not come: who has looks for a partner again. */
const missOne: Step = ({ db, settings, pubSub }) =>
  db.transaction(async (tx) => {
    const late = `i.status = 'CONFIRMED' and r.started_at is null and i.starts_at < now() - make_interval(mins => ${settings.get(noShowMinutes)})`;
    const [due] = await rows<{ id: string }>(tx, one(late));
    if (!due) return false;
    // Nobody enters meanwhile.
    const [room] = await rows(tx, "select 1 from interview_rooms where interview_id = ? and started_at is null for update", [due.id]);
    if (!room) return false;
    await changeInterview(tx, due.id, { status: "NO_SHOW", change: "NO_SHOW", actorId: null, mail: null });
    const innocent = await rows<{ userId: string }>(tx, peopleWho("joined_at is not null"), [due.id]);
    await rematch(
      tx,
      due.id,
      innocent.map(({ userId }) => userId),
    );
    const closed = await append(tx, due.id, { kind: "CLOSED" });
    tx.afterCommit(async () => {
      if (closed) await publishEvent(pubSub, closed);
    });
    return true;
  });

/** Half time of peers. */
const swapOne: Step = ({ db, pubSub }) =>
  db.transaction(async (tx) => {
    const half = `i.status = 'CONFIRMED' and i.kind = 'PEER' and r.swapped_at is null
      and r.started_at + make_interval(secs => i.minutes * 30) <= now()`;
    const [due] = await rows<{ id: string }>(tx, one(half));
    if (!due) return false;
    await tx.execute("update interview_rooms set swapped_at = now() where interview_id = ?", [due.id]);
    const swapped = await append(tx, due.id, { kind: "SWAPPED" });
    tx.afterCommit(async () => {
      if (swapped) await publishEvent(pubSub, swapped);
    });
    return true;
  });

const finishOne: Step = ({ db, pubSub }) =>
  db.transaction(async (tx) => {
    const [due] = await rows<{ id: string }>(tx, one("i.status = 'CONFIRMED' and r.started_at is not null and r.closes_at < now()"));
    if (!due) return false;
    await tx.execute("update interviews set status = 'FINISHED' where id = ?", [due.id]);
    const people = await rows<{ userId: string }>(tx, peopleWho("user_id is not null"), [due.id]);
    for (const { userId } of people) announce(tx, interviewHeld, { interviewId: due.id, userId });
    const closed = await append(tx, due.id, { kind: "CLOSED" });
    tx.afterCommit(async () => {
      if (closed) await publishEvent(pubSub, closed);
    });
    return true;
  });

/** Once for each start. Of an interview that was confirmed within these hours, only the last reminder is of use. */
const remindOne =
  (hours: 1 | 24): Step =>
  ({ db }) =>
    db.transaction(async (tx) => {
      const column = hours === 1 ? "hour_reminder_for" : "day_reminder_for";
      const from = hours === 1 ? 0 : 60;
      const soon = `i.status = 'CONFIRMED' and i.starts_at > now() + interval '${from} minutes' and i.starts_at <= now() + interval '${hours} hours'
        and i.${column} is distinct from i.starts_at`;
      const [due] = await rows<{ id: string }>(tx, one(soon));
      if (!due) return false;
      const [{ startsAt } = { startsAt: new Date(Date.now() + MINUTE_MS) }] = await rows<{ startsAt: Date }>(
        tx,
        `update interviews set ${column} = starts_at where id = ? returning starts_at as "startsAt"`,
        [due.id],
      );
      announce(tx, interviewDueSoon, { interviewId: due.id, startsAt: startsAt.toISOString(), hours });
      return true;
    });
