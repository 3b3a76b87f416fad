// The problem list as the handbooks build it: Apollo Server in Express, MikroORM entities with populate, a token checked
// and an account loaded for each request. DATABASE_URL=… JWKS_URL=… node test/bench/baselines/apollo-express.mjs
import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import { EntitySchema } from "@mikro-orm/core";
import { MikroORM } from "@mikro-orm/postgresql";
import express from "express";
import { GraphQLDateTime } from "graphql-scalars";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { TYPE_DEFS } from "../support/catalog.mjs";

const id = { type: "uuid", primary: true };
const text = { type: "text" };

const User = new EntitySchema({
  name: "User",
  tableName: "users",
  properties: { id, username: text, displayName: text, email: text, passwordHash: text, role: text, createdAt: { type: "datetime" } },
});
const Topic = new EntitySchema({
  name: "Topic",
  tableName: "topics",
  properties: { id, slug: text, name: text, icon: text, description: text },
});
const ProblemStats = new EntitySchema({
  name: "ProblemStats",
  tableName: "problem_stats",
  properties: {
    problem: { kind: "1:1", entity: () => "Problem", owner: true, primary: true, inversedBy: "stats" },
    submissions: { type: "integer" },
    accepted: { type: "integer" },
  },
});
const ProblemViewerStatus = new EntitySchema({
  name: "ProblemViewerStatus",
  tableName: "problem_viewer_status",
  properties: {
    user: { kind: "m:1", entity: () => "User", primary: true },
    problem: { kind: "m:1", entity: () => "Problem", primary: true },
    solved: { type: "boolean" },
  },
});
const Problem = new EntitySchema({
  name: "Problem",
  tableName: "problems",
  properties: {
    id,
    slug: text,
    title: text,
    difficulty: text,
    tags: { type: "string[]", columnType: "text[]" },
    status: text,
    publishedAt: { type: "datetime" },
    author: { kind: "m:1", entity: () => "User" },
    topics: { kind: "m:n", entity: () => "Topic", owner: true, pivotTable: "problem_topics", orderBy: { name: "asc" } },
    stats: { kind: "1:1", entity: () => "ProblemStats", mappedBy: "problem" },
    viewerStatuses: { kind: "1:m", entity: () => "ProblemViewerStatus", mappedBy: "problem" },
  },
});

const orm = await MikroORM.init({
  clientUrl: process.env.DATABASE_URL,
  entities: [User, Topic, Problem, ProblemStats, ProblemViewerStatus],
  pool: { min: 0, max: 10 },
});

const resolvers = {
  DateTime: GraphQLDateTime,
  Query: {
    async problems(_root, { first }, { em, viewer }) {
      const problems = await em.find(
        Problem,
        { status: "PUBLISHED" },
        {
          populate: ["author", "topics", "stats", "viewerStatuses"],
          populateWhere: { viewerStatuses: { user: viewer?.id ?? null } },
          orderBy: { publishedAt: "desc", id: "desc" },
          limit: first + 1,
        },
      );
      const edges = problems.slice(0, first).map((node) => ({
        node,
        cursor: Buffer.from(JSON.stringify(["newest", node.publishedAt.toISOString(), node.id])).toString("base64url"),
      }));
      return { edges, pageInfo: { hasNextPage: problems.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
    },
  },
  Problem: {
    acceptanceRate: ({ stats }) => (stats?.submissions ? stats.accepted / stats.submissions : null),
    viewerStatus(problem, _args, { viewer }) {
      if (!viewer) return null;
      const [status] = problem.viewerStatuses;
      return status ? (status.solved ? "SOLVED" : "ATTEMPTED") : "NOT_TRIED";
    },
  },
};

const apollo = new ApolloServer({ typeDefs: TYPE_DEFS, resolvers });
await apollo.start();

const key = createRemoteJWKSet(new URL(process.env.JWKS_URL));
async function context({ req }) {
  const em = orm.em.fork();
  const token = req.headers.authorization?.slice("Bearer ".length);
  const viewer = token ? await em.findOne(User, { id: (await jwtVerify(token, key)).payload.sub }) : null;
  return { em, viewer };
}

const app = express();
app.use("/graphql", express.json(), expressMiddleware(apollo, { context }));
const server = app.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
