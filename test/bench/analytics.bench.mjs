/**
 * The refresh of figures on generated data: everything at once, and a minute's changes with what PostgreSQL's plans say. The dashboard of a class
 * of 300: SQL statements, and time beside the problem list. BIG_PEOPLE, BIG_SUBMISSIONS and BIG_PROBLEMS set the size.
 */
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { ENTITIES } from "../../dist/app/declared.js";
import { newId } from "../../dist/kernel/ids.js";
import { startRebuild } from "../../dist/modules/insight/analytics/refresh/rebuild.js";
import { refreshAnalytics } from "../../dist/modules/insight/analytics/refresh/refresh.js";
import { createDatabase } from "../../dist/platform/database/database.js";
import { createLogger } from "../../dist/platform/telemetry/logger.js";
import { createBigInstallation, signedIn, size } from "./support/big-installation.mjs";
import { HOT_QUERIES } from "./support/hot-queries.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";
import { largeTables, logEnd, logPlans, plansSince, stopLoggingPlans } from "./support/plans.mjs";

const LEARNERS = 300;
const CHANGES = 200;
const ROUNDS = 7;
const log = createLogger("warn", "bench");

const DASHBOARD = `query ($id: ID!) { classAnalytics(classId: $id) {
  learnerCount atRiskCount medianCompletion activity { date learners } refreshedAt
  assignments { assignment { id title statistics { mean } } handedIn missing }
  learners(first: 100) { nodes { user { username } lastActiveOn activeDays assigned handedIn missing completion risks { kind value problem { title } } } } } }`;

const withDatabase = async ({ env }, work) => {
  const db = await createDatabase({ url: env.DATABASE_URL, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
  return work(db).finally(() => db.close());
};

/** A class with assignments, of generated learners and problems. */
async function createClass(sql) {
  const id = newId();
  await sql("insert into classes (id, title, time_zone, capacity, learner_count) values ($1, 'Bench', 'UTC', 2000, 0)", [id]);
  await sql(
    `insert into class_members (id, class_id, user_id, role, joined_by)
     select gen_random_uuid(), $1, id, 'LEARNER', 'ADDED' from users where role = 'LEARNER' and deleted_at is null order by id limit ${LEARNERS}`,
    [id],
  );
  for (let each = 0; each < 10; each++) {
    const assignmentId = newId();
    await sql(
      `insert into class_assignments (id, class_id, kind, title, dates, opens_at, due_at, counted, late_curve)
       values ($1, $2, 'PROBLEMS', 'Bench', '{}', now() - interval '1 year', now() - interval '1 day', 'BEST', '{"shape": "STEPS", "points": []}')`,
      [assignmentId, id],
    );
    await sql(
      `insert into class_assignment_problems (assignment_id, problem_id, place, points)
       select $1, problem_id, row_number() over (order by submissions desc), 10 from problem_stats order by submissions desc limit 5 offset $2`,
      [assignmentId, 5 * each],
    );
  }
  return id;
}

const faultsOf = (plans) => plans.flatMap((plan) => plan.faults.map((fault) => `${fault}, ${plan.ms} ms: ${plan.query.slice(0, 300)}`));

async function measureRefresh(installation, postgresLog, row) {
  const { sql } = installation;
  await withDatabase(installation, async (db) => {
    await db.transaction((tx) => startRebuild(tx));
    const everything = await timed(async () => {
      while ((await refreshAnalytics(db, { log })) > 0);
    });
    row({ what: `all figures of ${size().submissions} submissions`, value: everything / 1000, unit: "s" });
  });
  await sql("analyze");
  const name = new URL(installation.env.DATABASE_URL).pathname.slice(1);
  const large = await largeTables(sql);
  await logPlans(sql, name);
  await withDatabase(installation, async (db) => {
    // Plans of the first statements of a connection include the reading of catalogs.
    await refreshAnalytics(db, { log });
    await sql(
      `update judgements set verdict = verdict where id in (select id from judgements where status = 'FINISHED' order by id desc limit ${CHANGES})`,
    );
    await sql("update lesson_progress set active_ms = active_ms + 1 where lesson_id in (select id from lessons limit 20)");
    await sql("update users set deleted_at = null where id in (select id from users where deleted_at is null order by id desc limit 1)");
    await sql("delete from active_days where ctid in (select ctid from active_days order by day desc limit 1)");
    const from = logEnd(postgresLog);
    const round = await timed(() => refreshAnalytics(db, { log }));
    await delay(500);
    const plans = plansSince(postgresLog, from, large);
    row({ what: `a round after ${CHANGES} changed verdicts, with plans logged`, value: round, unit: "ms" });
    const faults = faultsOf(plans);
    row({
      what: [
        `plans of ${plans.length} statements of the round that read too much (large: ${Object.keys(large).join(", ")})`,
        ...faults,
      ].join("\n      "),
      value: faults.length,
      unit: "plans",
      target: { atMost: 0 },
    });
  });
  await stopLoggingPlans(sql, name);
}

async function measureDashboard({ installation, keys }, row) {
  const id = await createClass(installation.sql);
  await installation.sql("analyze");
  const api = await installation.startApi({ LOG_LEVEL: "debug" });
  const admin = await signedIn(api, "system-admin-0");
  const ask = () => admin.request(DASHBOARD, { id });
  const reference = HOT_QUERIES.find(({ name }) => name === "problem list");
  await ask();
  await delay(300);
  const statements = () => api.lines.filter((line) => line.includes('"msg":"statement"')).length;
  const before = statements();
  await ask();
  await delay(300);
  row({
    what: `dashboard of a class of ${LEARNERS}, SQL statements`,
    value: statements() - before,
    unit: "statements",
    target: { atMost: 12 },
  });
  const { ours, baseline } = await inTurn(
    { ours: () => timed(ask), baseline: () => timed(() => admin.request(reference.document, reference.variables?.(keys))) },
    { rounds: ROUNDS, warmUp: 2 },
  );
  row({
    ...{ what: `dashboard of a class of ${LEARNERS}, median`, value: median(ours), unit: "ms" },
    ...{ baseline: "the problem list", baselineValue: median(baseline) },
  });
  await admin.close();
  await api.stop();
}

export async function run({ row, env, services }) {
  const big = await createBigInstallation(env, (detail) => console.log(`  … ${detail}`));
  try {
    await measureRefresh(big.installation, join(services.directory, "postgres.log"), row);
    await measureDashboard(big, row);
  } finally {
    await big.installation.stop();
  }
}
