/**
 * Lists inside an organization of 10,000 people over HTTP, against their bare SQL on one connection, and beside the least that a signed-in
 * request takes. The figures of the organization, and what the
 * membership check costs a request: SQL statements of a warm request, which must be those of the list alone. Then what the condition of content
 * of organizations costs lists of 30,000 problems: the plans of PostgreSQL, and time, as a member, as staff and as somebody who is neither.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { newId } from "../../dist/kernel/ids.js";
import { globalId } from "../../dist/kernel/global-id.js";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";
import { largeTables, logEnd, logPlans, plansSince, stopLoggingPlans } from "./support/plans.mjs";

const PEOPLE = 10_000;
const ROUNDS = 150;
const DAYS = 84;

const FIELDS = "nodes { id role joinedBy email createdAt user { username displayName } } pageInfo { hasNextPage endCursor }";
const list = (args) => `query ($id: ID!) { organization(id: $id) { members(first: 50${args}) { ${FIELDS} } } }`;
const FIGURES = `query ($id: ID!) { organizationAnalytics(organizationId: $id) {
  members learners activeMembers7Days activeMembers28Days enrollments tracksCompleted problemsSolved days { from members } weeks { from members } } }`;

/** Connection, HTTP, session, limits, an answer: without a statement. */
const LEAST = "{ __typename }";

/** What someone would write for this list alone: no check of who may see what. */
const bareList = (where) => `select m.id, m.role, m.joined_by, m.created_at, u.email, u.username, u.display_name
  from organization_members m join users u on u.id = m.user_id where m.organization_id = $1 ${where} order by m.id desc limit 51`;

const LISTS = {
  "members(first: 50)": [list(""), bareList("")],
  "members of a role": [list(", role: INSTRUCTOR"), bareList("and m.role = 'INSTRUCTOR'")],
  "members by name": [list(', search: "many-77"'), bareList("and u.username like 'many-77%'")],
};

async function fill({ sql }, ownerId) {
  await sql(
    `insert into users (id, email, username, display_name, role)
     select gen_random_uuid(), 'many' || n || '@codequest.example', 'many-' || n, 'Person ' || md5(n::text), 'LEARNER' from generate_series(1, ${PEOPLE}) n`,
  );
  const id = newId();
  await sql(
    `insert into organizations (id, name, slug, logo, seats_used, owner_count) values ($1, 'Bench', 'bench', '[]', ${PEOPLE + 2}, 1)`,
    [id],
  );
  await sql(
    `insert into organization_members (id, organization_id, user_id, role, joined_by)
     select gen_random_uuid(), $1, id, case when id = $2 then 'OWNER' when get_byte(uuid_send(id), 0) < 10 then 'INSTRUCTOR' else 'LEARNER' end, 'IMPORT' from users`,
    [id, ownerId],
  );
  // One person in two was active on one day in four.
  await sql(
    `insert into active_days (user_id, day) select u.id, current_date - d from users u cross join generate_series(0, ${DAYS - 1}) d
     where get_byte(uuid_send(u.id), 1) < 128 and (get_byte(uuid_send(u.id), 2) + d) % 4 = 0 on conflict do nothing`,
  );
  for (const table of ["users", "organization_members", "active_days"]) await sql(`vacuum analyze ${table}`);
  return id;
}

const PROBLEMS = 30_000;
const CONTENT_ROUNDS = 40;

/** One problem in ten is of an organization: of every hundred, one is ours and nine are of another one. One of ours in five is a draft. */
async function fillContent({ sql }, { organizationId, authorId }) {
  const otherId = newId();
  await sql("insert into organizations (id, name, slug, logo, seats_used, owner_count) values ($1, 'Other', 'other', '[]', 1, 1)", [
    otherId,
  ]);
  await sql(
    `insert into problems (id, slug, title, statement, explanation, difficulty, tags, hints, time_limit_ms, memory_limit_kb, language_limits,
       checker, status, author_id, organization_id, visibility, created_at, updated_at, published_at)
     select gen_random_uuid(), 'problem-' || n, 'Problem ' || md5(n::text), 'A statement.', '', (array['EASY', 'MEDIUM', 'HARD'])[1 + n % 3],
       array['tag-' || n % 40], '{}', 1000, 262144, '{}', 'tokens', case when n % 500 = 0 then 'DRAFT' else 'PUBLISHED' end, $1,
       case when n % 100 = 0 then $2::uuid when n % 10 = 0 then $3::uuid end, case when n % 10 = 0 then 'ORGANIZATION' else 'PUBLIC' end,
       now(), now(), case when n % 500 = 0 then null else now() - n * interval '1 minute' end
     from generate_series(1, ${PROBLEMS}) n`,
    [authorId, organizationId, otherId],
  );
  await sql("vacuum analyze problems");
}

const CATALOG = `query ($first: Int!, $filter: ProblemFilter) { problems(first: $first, filter: $filter) {
  nodes { id slug title difficulty tags viewerStatus publishedAt } pageInfo { hasNextPage endCursor } } }`;
const bareCatalog = (mine) => `select p.id, p.slug, p.title, p.difficulty, p.tags, p.published_at, v.solved from problems p
  left join problem_viewer_status v on v.problem_id = p.id and v.user_id = $1 where p.status = 'PUBLISHED' and ${mine}
  order by coalesce(p.published_at, p.created_at) desc, p.id desc limit 51`;

/** The condition of content of organizations: plans without a faulty node, and time against the same list without the condition. */
async function measureContent({ installation, people, key, postgresLog }, row) {
  const { sql } = installation;
  const name = new URL(installation.env.DATABASE_URL).pathname.slice(1);
  const large = await largeTables(sql);
  if (large.problems === undefined) throw new Error("The table of problems is small.");
  const ask = (client, filter) => client.request(CATALOG, { first: 50, filter });
  const lists = [
    ["catalog, as a member", people.member, undefined],
    ["catalog, as staff", people.staff, undefined],
    ["catalog, as neither", people.stranger, undefined],
    ["problems of the organization, as a member", people.member, { organizationId: globalId("Organization", key) }],
    [
      "problems of the organization, drafts included, as staff",
      people.staff,
      { organizationId: globalId("Organization", key), status: ["DRAFT", "PUBLISHED"] },
    ],
  ];
  await logPlans(sql, name);
  const logged = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
  for (const [what, { token }, filter] of lists) {
    const client = clientOf(logged, token);
    await ask(client, filter);
    await delay(300);
    const from = logEnd(postgresLog);
    await ask(client, filter);
    await delay(500);
    const plans = plansSince(postgresLog, from, large);
    const faults = plans.flatMap((plan) => plan.faults.map((fault) => `${fault}, ${plan.ms} ms: ${plan.query.slice(0, 300)}`));
    row({
      what: [`${what}: plans of ${plans.length} statements that read too much`, ...faults].join("\n      "),
      value: faults.length,
      unit: "plans",
      target: { atMost: 0 },
    });
    await client.close();
  }
  await logged.stop();
  await stopLoggingPlans(sql, name);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  await bare.connect();
  for (const [what, client, filter] of lists.slice(0, 4)) {
    const mine = filter ? "p.organization_id = $2" : "($2::uuid is not null)";
    const plain = () => bare.query({ name: mine, text: bareCatalog(mine), values: [client.userId, key] });
    const times = await inTurn(
      { ours: () => timed(() => ask(client, filter)), plain: () => timed(plain) },
      { rounds: CONTENT_ROUNDS, warmUp: 10 },
    );
    row({
      ...{ what: `${what}, over HTTP, median`, value: median(times.ours), unit: "ms" },
      ...{ baseline: "its bare SQL, without the condition", baselineValue: median(times.plain) },
    });
  }
  await bare.end();
}

/** What a process asks by the clock: authentication once in half a minute, and the tables that it holds in memory. */
const BY_THE_CLOCK = ["u.email_verified_at is not null as verified", 'from system_settings"', "from feature_flags order by name"];

/** The fewest of several requests. */
async function statementsOf(installation, token, id) {
  const api = await installation.startApi({ LOG_LEVEL: "debug", QUERY_COST_PER_MINUTE: "0" });
  const client = clientOf(api, token);
  const isCounted = (line) => line.includes('"msg":"statement"') && !BY_THE_CLOCK.some((text) => line.includes(text));
  const count = () => api.lines.filter(isCounted).length;
  const ask = () => client.request("query ($id: ID!) { organization(id: $id) { name } }", { id });
  await ask();
  const counts = [];
  for (let n = 0; n < 5; n++) {
    await delay(500);
    const before = count();
    await ask();
    await delay(500);
    counts.push(count() - before);
  }
  await client.close();
  await api.stop();
  return Math.min(...counts);
}

export async function run({ row, env, services }) {
  const installation = await createInstallation(env);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  try {
    const api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
    const staff = await createPerson(installation, api, { name: "boss", role: "BUSINESS_PARTNER" });
    const member = await createPerson(installation, api, { name: "learner" });
    const { token, userId } = staff;
    const key = await fill(installation, userId);
    // Registered after everyone joined.
    const stranger = await createPerson(installation, api, { name: "stranger" });
    const id = globalId("Organization", key);
    await bare.connect();
    const client = clientOf(api, token);
    for (const [what, [query, sql]] of Object.entries(LISTS)) {
      const found = (await client.request(query, { id })).organization.members.nodes.length;
      const expected = Math.min(50, (await bare.query(sql, [key])).rowCount);
      if (found !== expected) throw new Error(`${what}: ${found} members instead of ${expected}.`);
      const { ours, plain, floor } = await inTurn(
        {
          ours: () => timed(() => client.request(query, { id })),
          plain: () => timed(() => bare.query(sql, [key])),
          floor: () => timed(() => client.request(LEAST)),
        },
        { rounds: ROUNDS, warmUp: 20 },
      );
      row({
        what: `${what} of ${PEOPLE.toLocaleString("en")}, over HTTP, median`,
        value: median(ours),
        unit: "ms",
        baseline: "its bare SQL",
        baselineValue: median(plain),
        target: { ratioAtMost: 2 },
      });
      row({
        ...{ what: `${what}, above the least that a signed-in request takes, median`, value: median(ours) - median(floor), unit: "ms" },
        ...{ baseline: "its bare SQL", baselineValue: median(plain) },
      });
      row({ what: "a signed-in request of { __typename } in between, median", value: median(floor), unit: "ms" });
    }
    const { figures } = await inTurn({ figures: () => timed(() => client.request(FIGURES, { id })) }, { rounds: 15, warmUp: 3 });
    row({ what: `organizationAnalytics of ${PEOPLE.toLocaleString("en")}, median`, value: median(figures), unit: "ms" });
    await client.close();
    row({
      what: "SQL statements of a warm request for one's organization, membership check included",
      value: await statementsOf(installation, token, id),
      unit: "statements",
      target: { atMost: 1 },
    });
    await fillContent(installation, { organizationId: key, authorId: userId });
    await measureContent(
      { installation, key, people: { staff, member, stranger }, postgresLog: join(services.directory, "postgres.log") },
      row,
    );
    await Promise.all([staff, member, stranger].map((one) => one.close()));
  } finally {
    await bare.end();
    await installation.stop();
  }
}
