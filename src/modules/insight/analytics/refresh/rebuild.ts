/** Marks everything as changed, in steps, each one transaction that stores how far it is: a rebuild that is killed goes on where it was. */
import { NO_ID } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";

const SUBMISSIONS = 5000;
const ACCOUNTS = 1000;
/** Days without any activity are added in rounds of so many. */
const MOST_DAYS = 1000;

/** A rebuild that is under way begins again. */
export async function startRebuild(em: EntityManager): Promise<void> {
  await em.execute("delete from analytics_changes where kind = 'REBUILD'");
  await em.execute("insert into analytics_changes (kind, key) values ('REBUILD', ?)", [`SUBMISSIONS ${NO_ID}`]);
}

type Stage = (tx: Transaction, after: string) => Promise<string>;

const utcDay = (column: string) => `(${column} at time zone 'UTC')::date`;

const STAGES: Readonly<Record<string, Stage>> = {
  async SUBMISSIONS(tx, after) {
    const [{ last } = { last: null }] = await rows<{ last: string | null }>(
      tx,
      `with part as materialized (select id, user_id, created_at from submissions where id > ?::uuid order by id limit ${SUBMISSIONS}),
       marked as (insert into analytics_changes (kind, key) select 'SUBMISSION', id::text from part),
       active as (insert into active_days (user_id, day) select distinct user_id, ${utcDay("created_at")} from part on conflict do nothing)
       select (select id::text from part order by id desc limit 1) as last`,
      [after],
    );
    return last === null ? `ACCOUNTS ${NO_ID}` : `SUBMISSIONS ${last}`;
  },

  async ACCOUNTS(tx, after) {
    const [{ last } = { last: null }] = await rows<{ last: string | null }>(
      tx,
      `with part as materialized (select id, created_at from users where id > ?::uuid order by id limit ${ACCOUNTS}),
       marked as (insert into analytics_changes (kind, key) select distinct 'DAY', (${utcDay("created_at")})::text from part),
       active as (insert into active_days (user_id, day)
         select q.user_id, ${utcDay("q.started_at")} from part join quiz_attempts q on q.user_id = part.id where not q.preview
         union select s.user_id, ${utcDay("s.created_at")} from part join sessions s on s.user_id = part.id where s.impersonator_id is null
         union select l.user_id, ${utcDay("l.last_viewed_at")} from part join lesson_progress l on l.user_id = part.id where l.last_viewed_at is not null
         union select b.user_id, ${utcDay("b.completed_at")} from part join block_completions b on b.user_id = part.id
         on conflict do nothing)
       select (select id::text from part order by id desc limit 1) as last`,
      [after],
    );
    return last === null ? "OBJECTS" : `ACCOUNTS ${last}`;
  },

  async OBJECTS(tx) {
    await tx.execute(
      `insert into analytics_changes (kind, key)
       select 'TRACK', id::text from tracks union all select 'PROBLEM', problem_id::text from analytics_problems
       union all select distinct 'ACTIVE_DAY', day::text from active_days union all select 'DAY', day::text from analytics_days
       union all select 'SUBMISSION', a.submission_id::text from analytics_attempts a where not exists (select from submissions s where s.id = a.submission_id)`,
    );
    return "";
  },
};

/** False if no rebuild is under way. */
export async function rebuildStep(tx: Transaction): Promise<boolean> {
  const [rebuild] = await rows<{ id: string; key: string }>(
    tx,
    "select id, key from analytics_changes where kind = 'REBUILD' order by id limit 1",
  );
  if (!rebuild) return false;
  const [stage = "", after = NO_ID] = rebuild.key.split(" ");
  const next = (await STAGES[stage]?.(tx, after)) ?? "";
  if (next === "") await tx.execute("delete from analytics_changes where id = ?", [rebuild.id]);
  else await tx.execute("update analytics_changes set key = ? where id = ?", [next, rebuild.id]);
  return true;
}

/** Days without a row, from the first one that has one until today: their windows of active accounts are not empty. */
export async function addMissingDays(tx: Transaction): Promise<boolean> {
  const added = await rows(
    tx,
    `insert into analytics_changes (kind, key)
     select 'ACTIVE_DAY', each::date::text from generate_series((select min(day) from analytics_days), (now() at time zone 'UTC')::date, '1 day') as each
     where not exists (select from analytics_days d where d.day = each::date) limit ${MOST_DAYS} returning 1`,
  );
  return added.length > 0;
}
