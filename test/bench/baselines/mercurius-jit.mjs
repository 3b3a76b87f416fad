// How low it can go: mercurius with its jit, and the same statements as ours by the pg driver alone. Checks no limits.
// DATABASE_URL=… JWKS_URL=… node test/bench/baselines/mercurius-jit.mjs
import Fastify from "fastify";
import { GraphQLDateTime } from "graphql-scalars";
import { createRemoteJWKSet, jwtVerify } from "jose";
import mercurius from "mercurius";
import pg from "pg";
import { TYPE_DEFS } from "../support/catalog.mjs";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const rows = async (text, params) => (await pool.query(text, params)).rows;

const PROBLEMS = `select p.id, p.slug, p.title, p.difficulty, p.tags, p.author_id as "authorId", p.published_at as "publishedAt",
    s.accepted::float8 / nullif(s.submissions, 0) as "acceptanceRate",
    case when v.solved then 'SOLVED' when v.solved is null then 'NOT_TRIED' else 'ATTEMPTED' end as "viewerStatus"
  from problems p left join problem_stats s on s.problem_id = p.id
    left join problem_viewer_status v on v.problem_id = p.id and v.user_id = $1
  where p.status = 'PUBLISHED' order by coalesce(p.published_at, p.created_at) desc, p.id desc limit $2`;
const TOPICS = `select pt.problem_id as "problemId", t.id, t.slug, t.name from problem_topics pt join topics t on t.id = pt.topic_id
  where pt.problem_id = any($1) order by t.name, t.id`;
const AUTHORS = `select id, username, display_name as "displayName" from users where id = any($1)`;

const resolvers = {
  DateTime: GraphQLDateTime,
  Query: {
    async problems(_root, { first }, { viewer }) {
      const found = await rows(PROBLEMS, [viewer.id, first + 1]);
      const edges = found.slice(0, first).map((node) => ({
        node,
        cursor: Buffer.from(JSON.stringify(["newest", node.publishedAt.toISOString(), node.id])).toString("base64url"),
      }));
      return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
    },
  },
};
const loaders = {
  Problem: {
    async topics(queries) {
      const byProblem = Map.groupBy(await rows(TOPICS, [queries.map(({ obj }) => obj.id)]), ({ problemId }) => problemId);
      return queries.map(({ obj }) => byProblem.get(obj.id) ?? []);
    },
    async author(queries) {
      const found = await rows(AUTHORS, [[...new Set(queries.map(({ obj }) => obj.authorId))]]);
      const byId = new Map(found.map((author) => [author.id, author]));
      return queries.map(({ obj }) => byId.get(obj.authorId) ?? null);
    },
  },
};

const key = createRemoteJWKSet(new URL(process.env.JWKS_URL));
async function context(request) {
  const { payload } = await jwtVerify(request.headers.authorization.slice("Bearer ".length), key);
  const [viewer] = await rows("select id, role from users where id = $1", [payload.sub]);
  return { viewer };
}

const app = Fastify();
await app.register(mercurius, { schema: TYPE_DEFS, resolvers, loaders, context, jit: 1 });
await app.listen({ host: "127.0.0.1", port: 0 });
console.log(`listening on ${app.server.address().port}`);
