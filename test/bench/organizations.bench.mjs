/**
 * Lists inside an organization of 10,000 people over HTTP, against their bare SQL on one connection. The figures of the organization, and what the
 * membership check costs a request: SQL statements of a warm request, which must be those of the list alone.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { newId } from "../../dist/kernel/ids.js";
import { globalId } from "../../dist/kernel/global-id.js";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";

const PEOPLE = 10_000;
const ROUNDS = 150;
const DAYS = 84;

const FIELDS = "nodes { id role joinedBy email createdAt user { username displayName } } pageInfo { hasNextPage endCursor }";
const list = (args) => `query ($id: ID!) { organization(id: $id) { members(first: 50${args}) { ${FIELDS} } } }`;
const FIGURES = `query ($id: ID!) { organizationAnalytics(organizationId: $id) {
  members learners activeMembers7Days activeMembers28Days enrollments tracksCompleted problemsSolved days { from members } weeks { from members } } }`;

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
    `insert into organizations (id, name, slug, logo, seats_used, owner_count) values ($1, 'Bench', 'bench', '[]', ${PEOPLE + 1}, 1)`,
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

async function statementsOf(installation, token, id) {
  const api = await installation.startApi({ LOG_LEVEL: "debug", QUERY_COST_PER_MINUTE: "0" });
  const client = clientOf(api, token);
  const count = () => api.lines.filter((line) => line.includes('"msg":"statement"')).length;
  const ask = () => client.request("query ($id: ID!) { organization(id: $id) { name } }", { id });
  await ask();
  await delay(500);
  const before = count();
  await ask();
  await delay(500);
  await client.close();
  await api.stop();
  return count() - before;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  try {
    const api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
    const { token, userId } = await createPerson(installation, api, { name: "boss", role: "BUSINESS_PARTNER" });
    const key = await fill(installation, userId);
    const id = globalId("Organization", key);
    await bare.connect();
    const client = clientOf(api, token);
    for (const [what, [query, sql]] of Object.entries(LISTS)) {
      const found = (await client.request(query, { id })).organization.members.nodes.length;
      const expected = Math.min(50, (await bare.query(sql, [key])).rowCount);
      if (found !== expected) throw new Error(`${what}: ${found} members instead of ${expected}.`);
      const { ours, plain } = await inTurn(
        { ours: () => timed(() => client.request(query, { id })), plain: () => timed(() => bare.query(sql, [key])) },
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
  } finally {
    await bare.end();
    await installation.stop();
  }
}
