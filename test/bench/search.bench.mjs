/** `search(first: 20)` among 10,000 accounts, 500 problems and a track of 500 lessons, against its bare SQL on one connection. */
import pg from "pg";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";

const ROUNDS = 200;
const SEARCH = "shortest";

const QUERY = `query ($query: String!) {
  search(query: $query, first: 20) {
    edges { kind score node { ... on Problem { slug title difficulty } ... on Lesson { slug } ... on User { username displayName } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** What someone would write for this search alone: no filters, no limits, no check of who may see what but the status. */
const BARE = `
  with q as materialized (select search_prefixes($1) as query)
  select kind, id, title, score from (
    select 'PROBLEM' as kind, id, title, ts_rank(search, (select query from q)) as score from problems
      where search @@ (select query from q) and status = 'PUBLISHED'
    union all select 'TRACK', id, title, ts_rank(search, (select query from q)) from tracks
      where search @@ (select query from q) and status = 'PUBLISHED'
    union all select 'LESSON', l.id, l.title, ts_rank(l.search, (select query from q)) from lessons l join tracks t on t.id = l.track_id
      where l.search @@ (select query from q) and l.status = 'PUBLISHED' and t.status = 'PUBLISHED'
    union all select 'QUIZ', id, title, ts_rank(search, (select query from q)) from quizzes
      where search @@ (select query from q) and status = 'PUBLISHED'
    union all select 'USER', id, display_name, ts_rank(search, (select query from q)) from users
      where search @@ (select query from q) and deleted_at is null and suspended_at is null
  ) found order by score desc, id desc limit 21`;

/** One in ten objects has the word in its title, and all problems have it in their text. */
async function fill({ sql }, userId) {
  await sql(
    `insert into users (id, email, username, display_name, role)
     select gen_random_uuid(), 'many' || n || '@codequest.example', 'many-' || n, 'Person ' || md5(n::text), 'LEARNER' from generate_series(1, 10000) n`,
  );
  const title = "case when n % 10 = 0 then 'Shortest paths ' else 'Task ' end || n";
  await sql(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id)
     select gen_random_uuid(), 'many-' || n, ${title}, repeat('Find the shortest route. ' || md5(n::text) || ' ', 40), 'EASY', '{}', '{}', '{}', 'PUBLISHED', $1
     from generate_series(1, 500) n`,
    [userId],
  );
  const [track] = await sql(
    `insert into tracks (id, slug, title, difficulty, status, author_id) values (gen_random_uuid(), 'many', 'Many', 'EASY', 'PUBLISHED', $1) returning id`,
    [userId],
  );
  const [module] = await sql(
    `insert into track_modules (id, track_id, slug, position, title) values (gen_random_uuid(), $1, 'many', 'a', 'Module') returning id`,
    [track.id],
  );
  await sql(
    `insert into lessons (id, track_id, module_id, slug, position, title, difficulty, estimated_minutes, status, blocks)
     select gen_random_uuid(), $1, $2, 'many-' || n, 'a' || n, ${title}, 'EASY', 5, 'PUBLISHED',
       jsonb_build_array(jsonb_build_object('key', gen_random_uuid(), 'kind', 'MARKDOWN', 'text', repeat(md5(n::text) || ' ', 40)))
     from generate_series(1, 500) n`,
    [track.id, module.id],
  );
  for (const table of ["users", "problems", "lessons"]) await sql(`vacuum analyze ${table}`);
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  try {
    const api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
    const { userId } = await createPerson(installation, api, { name: "author", role: "INSTRUCTOR" });
    await fill(installation, userId);
    await bare.connect();
    const anonymous = clientOf(api);
    const ask = () => anonymous.request(QUERY, { query: SEARCH });
    const { search } = await ask();
    if (search.edges.length !== 20) throw new Error(`The search found ${search.edges.length} objects instead of 20.`);
    const { ours, sql } = await inTurn(
      { ours: () => timed(ask), sql: () => timed(() => bare.query(BARE, [SEARCH])) },
      { rounds: ROUNDS, warmUp: 20 },
    );
    row({
      what: "search(first: 20) over HTTP, median",
      value: median(ours),
      unit: "ms",
      baseline: "its bare SQL",
      baselineValue: median(sql),
      target: { ratioAtMost: 3 },
    });
    await anonymous.close();
  } finally {
    await bare.end();
    await installation.stop();
  }
}
