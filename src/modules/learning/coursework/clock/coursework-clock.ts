import { courseworkDueSoon } from "../../../../events/coursework-due-soon.event.js";
import { courseworkOpened } from "../../../../events/coursework-opened.event.js";
import { courseworkReleased } from "../../../../events/coursework-released.event.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { DUE_AT, termsJoins } from "../assignments/assignment.rows.js";
import { saveGrades } from "../grades/compute-grades.js";
import { HANDED_IN } from "../work/handed-in.js";

const TICK_MS = 2 * SECOND_MS;
/** Learners per event. */
const SHARE = 500;

/**
 * Runs in every worker. Nothing is planned ahead: each round asks the present rows, so a date that moves takes its reminders with it. A row is
 * marked in the transaction that writes its event, so each event is written once.
 */
export function startCourseworkClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    for (const step of [openOne, remindSome, settleOne, releaseOne]) while (!closing.aborted && (await step(db))) continue;
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "dates of coursework not checked; will be retried" });
}

const ACTIVE = "exists (select from classes c where c.id = class_assignments.class_id and c.archived_at is null)";

function markOne(mark: "opened_notified_at" | "released_notified_at", at: "opens_at" | "release_at") {
  return `update class_assignments set ${mark} = now() where id = (select id from class_assignments where ${mark} is null and ${at} <= now()
    and opens_at <= now() and ${ACTIVE} order by ${at} limit 1 for update skip locked) returning id`;
}

/** True if there was one. */
function openOne(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [opened] = await rows<{ id: string }>(tx, markOne("opened_notified_at", "opens_at"));
    if (opened) announce(tx, courseworkOpened, { assignmentId: opened.id });
    return opened !== undefined;
  });
}

function releaseOne(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [released] = await rows<{ id: string }>(tx, markOne("released_notified_at", "release_at"));
    if (!released) return false;
    await saveGrades(tx, released.id, null);
    announce(tx, courseworkReleased, { assignmentId: released.id });
    return true;
  });
}

/** Work that is missing at a closing time becomes a grade. Of an archived class, once it is active again. */
function settleOne(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const sql = `update class_assignments set settle_at = null where id = (select id from class_assignments where settle_at <= now() and ${ACTIVE}
      order by settle_at limit 1 for update skip locked) returning id`;
    const [due] = await rows<{ id: string }>(tx, sql);
    if (due) await saveGrades(tx, due.id, null);
    return due !== undefined;
  });
}

/** Learners who have handed in nothing, by their own due time. */
function remindSome(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const reminded = await rows<{ assignmentId: string; userId: string; dueAt: Date }>(
      tx,
      `insert into coursework_reminders (assignment_id, user_id, due_at)
       select t.id, t.user_id, t.due from (
         select a.id, m.user_id, ${DUE_AT} as due, a.remind_hours from class_assignments a join classes c on c.id = a.class_id and c.archived_at is null
         join class_members m on m.class_id = a.class_id and m.role = 'LEARNER' ${termsJoins("m.user_id")}
         where a.remind_hours is not null and a.reminders_until > now() and a.opens_at <= now() and not ${HANDED_IN}) t
       where t.due > now() and t.due - make_interval(hours => t.remind_hours) <= now()
         and not exists (select from coursework_reminders r where r.assignment_id = t.id and r.user_id = t.user_id and r.due_at = t.due)
       limit ${SHARE} on conflict do nothing returning assignment_id as "assignmentId", user_id as "userId", due_at as "dueAt"`,
    );
    for (const alike of Map.groupBy(reminded, ({ assignmentId, dueAt }) => `${assignmentId} ${dueAt.toISOString()}`).values()) {
      const { assignmentId, dueAt } = alike[0]!;
      announce(tx, courseworkDueSoon, { assignmentId, dueAt: dueAt.toISOString(), userIds: alike.map(({ userId }) => userId) });
    }
    return reminded.length === SHARE;
  });
}
