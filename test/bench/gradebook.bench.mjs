/**
 * The gradebook of a class of 300 learners and 40 assignments over HTTP, as CSV and in pages, against the bare SQL of all its grades; the
 * dashboard of its staff: SQL statements.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { globalId } from "../../dist/kernel/global-id.js";
import { newId } from "../../dist/kernel/ids.js";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";

const LEARNERS = 300;
const ASSIGNMENTS = 40;
const PAGE = 100;
const LARGEST_PAGE = 300;
const ROUNDS = 60;

const CSV = "query ($id: ID!) { classGradebookCsv(classId: $id) }";
const PAGES = `query ($id: ID!, $after: String, $first: Int = ${PAGE}) { classGradebook(classId: $id, first: $first, after: $after) {
  nodes { user { id username } cells { assignmentId points } totalPercent } pageInfo { hasNextPage endCursor } } }`;
const DASHBOARD = `query ($id: ID!) { classAnalytics(classId: $id) {
  learnerCount atRiskCount medianCompletion activity { date learners } refreshedAt
  assignments { assignment { id title statistics { mean } } handedIn missing }
  learners(first: 100) { nodes { user { username } handedIn missing completion risks { kind value problem { title } } } } } }`;

/** What someone would write for all of it: learners, and their grades in the order of the assignments. No check of who may see what, no totals. */
const BARE = [
  `select m.id, u.username, u.display_name, s.name as section from class_members m join users u on u.id = m.user_id
   left join class_sections s on s.id = m.section_id where m.class_id = $1 and m.role = 'LEARNER' order by u.username`,
  `select g.user_id, g.assignment_id, g.hundredths from coursework_grades g join class_assignments a on a.id = g.assignment_id
   where a.class_id = $1 order by g.user_id, a.id`,
];

async function fill({ sql }, staffId) {
  await sql(
    `insert into users (id, email, username, display_name, role)
     select gen_random_uuid(), 'many' || n || '@codequest.example', 'many-' || n, 'Person ' || md5(n::text), 'LEARNER' from generate_series(1, ${LEARNERS}) n`,
  );
  const id = newId();
  await sql("insert into classes (id, title, time_zone, capacity, learner_count) values ($1, 'Bench', 'UTC', 2000, $2)", [id, LEARNERS]);
  await sql(
    `insert into class_members (id, class_id, user_id, role, joined_by)
     select gen_random_uuid(), $1, id, case when id = $2 then 'INSTRUCTOR' else 'LEARNER' end, 'ADDED' from users`,
    [id, staffId],
  );
  await sql(
    `insert into class_assignments (id, class_id, kind, title, dates, opens_at, due_at, points, weight, counted, late_curve)
     select gen_random_uuid(), $1, 'FREE', 'Assignment ' || n, '{}', now() - interval '1 year', now() - interval '1 day', 5 * (1 + n % 9), 1 + n % 3, 'BEST',
       '{"shape": "STEPS", "points": []}'
     from generate_series(1, ${ASSIGNMENTS}) n`,
    [id],
  );
  await sql("insert into class_grading_policies (class_id, drop_lowest, version) values ($1, 2, 2)", [id]);
  await sql(
    `insert into coursework_grades (id, assignment_id, user_id, hundredths, tree)
     select gen_random_uuid(), a.id, m.user_id, floor(random() * 100 * a.points)::int, '{}'
     from class_assignments a join class_members m on m.class_id = a.class_id and m.role = 'LEARNER' where a.class_id = $1`,
    [id],
  );
  for (const table of ["users", "class_members", "class_assignments", "coursework_grades"]) await sql(`vacuum analyze ${table}`);
  return id;
}

async function allPages(client, id, first = PAGE) {
  const rows = [];
  for (let after = null; ;) {
    const { nodes, pageInfo } = (await client.request(PAGES, { id, first, after })).classGradebook;
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}

/** From the log of an API of its own: writing it costs time. */
async function countStatements({ installation, token, id }, row) {
  const api = await installation.startApi({ LOG_LEVEL: "debug" });
  const staff = clientOf(api, token);
  const statements = () => api.lines.filter((line) => line.includes('"msg":"statement"')).length;
  const counted = async (query) => {
    await staff.request(query, { id });
    await delay(500);
    const before = statements();
    await staff.request(query, { id });
    await delay(500);
    return statements() - before;
  };
  const target = (atMost) => ({ unit: "statements", target: { atMost } });
  row({ what: `a page of ${PAGE}, SQL statements`, value: await counted(PAGES), ...target(8) });
  row({ what: `dashboard of a class of ${LEARNERS}, SQL statements`, value: await counted(DASHBOARD), ...target(12) });
  await staff.close();
  await api.stop();
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  try {
    const api = await installation.startApi();
    const staff = await createPerson(installation, api, { name: "teacher", role: "INSTRUCTOR" });
    const key = await fill(installation, staff.userId);
    const id = globalId("Class", key);
    await bare.connect();
    const sql = async () => {
      const [learners, grades] = [await bare.query(BARE[0], [key]), await bare.query(BARE[1], [key])];
      if (learners.rowCount !== LEARNERS || grades.rowCount !== LEARNERS * ASSIGNMENTS) throw new Error("The bare SQL has other rows.");
    };
    const lines = (await staff.request(CSV, { id })).classGradebookCsv.trim().split("\r\n");
    const rows = await allPages(staff, id);
    if (lines.length !== LEARNERS + 1 || rows.length !== LEARNERS || rows.some(({ cells }) => cells.length !== ASSIGNMENTS))
      throw new Error("The gradebook has other rows.");

    await countStatements({ installation, token: staff.token, id }, row);
    const { csv, whole, pages, plain } = await inTurn(
      {
        csv: () => timed(() => staff.request(CSV, { id })),
        whole: () => timed(() => allPages(staff, id, LARGEST_PAGE)),
        pages: () => timed(() => allPages(staff, id)),
        plain: () => timed(sql),
      },
      { rounds: ROUNDS, warmUp: 15 },
    );
    const baseline = { unit: "ms", baseline: "the bare SQL of all grades", baselineValue: median(plain), target: { ratioAtMost: 2 } };
    row({ what: `gradebook of ${LEARNERS} × ${ASSIGNMENTS} as CSV over HTTP, with totals, median`, value: median(csv), ...baseline });
    row({ what: "the same as one page of JSON, median", value: median(whole), ...baseline });
    row({ what: `the same in ${Math.ceil(LEARNERS / PAGE)} pages of JSON, median`, value: median(pages), ...baseline, target: undefined });
    await staff.close();
  } finally {
    await bare.end();
    await installation.stop();
  }
}
