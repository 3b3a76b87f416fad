/**
 * A page of 20 replies at the end of a thread of 5,000, against the same 20 replies read by primary key: over HTTP by `nodes`, and as bare SQL.
 * And the first page of the hot list among 20,000 threads.
 */
import pg from "pg";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";

const ROUNDS = 200;
const REPLIES = 5000;
const THREADS = 20_000;
const PAGE = 20;

const FIELDS = "id body { source } score state createdAt author { username }";
const PAGE_QUERY = `query ($id: ID!, $after: String) {
  forumThread(id: $id) { replies(first: ${PAGE}, after: $after) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }
}`;
const BY_IDS = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ForumReply { ${FIELDS} } } }`;
const HOT = `query { forumThreads(first: ${PAGE}, orderBy: HOT) { nodes { id title score hot replyCount } pageInfo { endCursor } } }`;

const BARE_PAGE = `select p.id, p.body, p.score, p.state, p.created_at, u.username from forum_posts p join users u on u.id = p.author_id
  where p.thread_id = $1 and p.root_id is null and p.title is null and p.state = 'VISIBLE' and p.id > $2 order by p.id limit ${PAGE + 1}`;
const BARE_BY_IDS = `select p.id, p.body, p.score, p.state, p.created_at, u.username from forum_posts p join users u on u.id = p.author_id
  where p.id = any($1::uuid[])`;

/** Ids in the order of their numbers. */
const idOf = (kind) => `('0199${kind}00-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

async function fill({ sql }, userId) {
  const [category] = await sql("insert into forum_categories (id, slug, name) values (gen_random_uuid(), 'bench', 'Bench') returning id");
  await sql(
    `insert into forum_threads (id, category_id, kind, tags, score, created_at)
     select ${idOf("aa")}, $1, 'DISCUSSION', '{}', (random() * 100)::int, now() - n * interval '1 minute' from generate_series(1, ${THREADS}) n`,
    [category.id],
  );
  await sql(
    `insert into forum_posts (id, thread_id, author_id, title, body, state, shown_at)
     select t.id, t.id, $1, 'Thread', repeat('Text ', 40), 'VISIBLE', now() from forum_threads t`,
    [userId],
  );
  const [thread] = await sql("select id from forum_threads order by id limit 1");
  await sql(
    `insert into forum_posts (id, thread_id, author_id, body, state, shown_at)
     select ${idOf("bb")}, $1, $2, repeat('Reply ', 60), 'VISIBLE', now() from generate_series(1, ${REPLIES}) n`,
    [thread.id, userId],
  );
  await sql("update forum_threads set reply_count = $2 where id = $1", [thread.id, REPLIES]);
  for (const table of ["forum_threads", "forum_posts"]) await sql(`vacuum analyze ${table}`);
  return thread.id;
}

/** The cursor before the last page, as a client gets it that reads page by page. */
async function lastCursor(client, id) {
  let [after, before] = [null, null];
  for (;;) {
    const { replies } = (await client.request(PAGE_QUERY.replace(`first: ${PAGE}`, "first: 100"), { id, after })).forumThread;
    if (!replies.pageInfo.hasNextPage) return before ?? after;
    [before, after] = [after, replies.pageInfo.endCursor];
  }
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = new pg.Client({ connectionString: installation.env.DATABASE_URL });
  try {
    const api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0" });
    const { userId } = await createPerson(installation, api, { name: "author", role: "INSTRUCTOR" });
    const threadId = await fill(installation, userId);
    await bare.connect();
    const client = clientOf(api);
    const after = await lastCursor(client, threadId);
    const { nodes } = (await client.request(PAGE_QUERY, { id: threadId, after })).forumThread.replies;
    if (nodes.length !== PAGE) throw new Error(`The page has ${nodes.length} replies instead of ${PAGE}.`);
    const ids = nodes.map(({ id }) => id);
    const keys = (await bare.query(BARE_PAGE, [threadId, "00000000-0000-0000-0000-000000000000"])).rows.map(({ id }) => id);
    const times = await inTurn(
      {
        page: () => timed(() => client.request(PAGE_QUERY, { id: threadId, after })),
        byIds: () => timed(() => client.request(BY_IDS, { ids })),
        sqlPage: () => timed(() => bare.query(BARE_PAGE, [threadId, keys.at(-1)])),
        sqlByIds: () => timed(() => bare.query(BARE_BY_IDS, [keys])),
        hot: () => timed(() => client.request(HOT)),
      },
      { rounds: ROUNDS, warmUp: 20 },
    );
    row({
      what: `page of ${PAGE} at the end of ${REPLIES} replies over HTTP, median`,
      value: median(times.page),
      unit: "ms",
      baseline: "the same replies by primary key: nodes(ids)",
      baselineValue: median(times.byIds),
      target: { ratioAtMost: 2 },
    });
    row({
      what: "its SQL without any check, median",
      value: median(times.sqlPage),
      unit: "ms",
      baseline: "as many rows by primary key",
      baselineValue: median(times.sqlByIds),
      target: { ratioAtMost: 2 },
    });
    row({
      what: `first page of the hot list of ${THREADS} threads over HTTP, median`,
      value: median(times.hot),
      unit: "ms",
      baseline: "20 replies by primary key: nodes(ids)",
      baselineValue: median(times.byIds),
    });
    await client.close();
  } finally {
    await bare.end();
    await installation.stop();
  }
}
