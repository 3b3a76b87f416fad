/** The operation that the servers of problem-list.bench.mjs answer, the data, and the schema of the two baselines. */
import { randomUUID } from "node:crypto";

export const QUERY = `query Problems($first: Int!) {
  problems(first: $first) {
    edges {
      cursor
      node {
        id slug title difficulty tags acceptanceRate viewerStatus publishedAt
        topics { id slug name }
        author { id username displayName }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
export const VARIABLES = { first: 50 };

export const TYPE_DEFS = `
  scalar DateTime
  enum Difficulty { EASY MEDIUM HARD }
  enum ViewerStatus { NOT_TRIED ATTEMPTED SOLVED }
  type Topic { id: ID! slug: String! name: String! }
  type User { id: ID! username: String! displayName: String! }
  type Problem {
    id: ID! slug: String! title: String! difficulty: Difficulty! tags: [String!]! acceptanceRate: Float viewerStatus: ViewerStatus
    publishedAt: DateTime topics: [Topic!]! author: User
  }
  type ProblemEdge { cursor: String! node: Problem! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ProblemConnection { edges: [ProblemEdge!]! pageInfo: PageInfo! }
  type Query { problems(first: Int!): ProblemConnection! }
`;

/** 200 published problems by 8 authors, two or three of 12 topics each, tried by the viewer to a third. */
export async function fillCatalog(sql, viewerId) {
  const authors = Array.from({ length: 8 }, () => randomUUID());
  const topics = Array.from({ length: 12 }, () => randomUUID());
  for (const [i, id] of authors.entries())
    await sql(`insert into users (id, email, username, display_name, password_hash, role) values ($1, $2, $3, $4, 'none', 'INSTRUCTOR')`, [
      id,
      `author-${i}@codequest.example`,
      `author-${i}`,
      `Author ${i}`,
    ]);
  for (const [i, id] of topics.entries())
    await sql(`insert into topics (id, slug, name, icon, description) values ($1, $2, $3, 'star', 'One of them.')`, [
      id,
      `topic-${i}`,
      `Topic ${i}`,
    ]);
  for (let i = 0; i < 200; i++) {
    const id = randomUUID();
    await sql(
      `insert into problems (id, slug, title, statement, explanation, difficulty, tags, hints, time_limit_ms, memory_limit_kb, language_limits,
         checker, status, author_id, created_at, updated_at, published_at)
       values ($1, $2, $3, $4, '', $5, $6, '{}', 1000, 262144, '{}', 'tokens', 'PUBLISHED', $7, now(), now(), now() - $8 * interval '1 minute')`,
      [
        id,
        `problem-${i}`,
        `Problem ${i}`,
        "A statement of a usual length. ".repeat(50),
        ["EASY", "MEDIUM", "HARD"][i % 3],
        ["arrays", "loops"],
        authors[i % 8],
        i,
      ],
    );
    for (const topic of new Set([topics[i % 12], topics[(i * 5) % 12], topics[(i * 7 + 1) % 12]]))
      await sql("insert into problem_topics values ($1, $2)", [id, topic]);
    await sql("insert into problem_stats (problem_id, submissions, accepted) values ($1, $2, $3)", [id, i + 1, Math.floor(i / 2)]);
    if (i % 3 === 0)
      await sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, $3)", [viewerId, id, i % 2 === 0]);
  }
  await sql("analyze");
}

/** A submission that waits, as if to be judged, to a problem of its sender's. */
export async function insertSubmission(sql, userId) {
  const [problemId, testSetId, submissionId, judgementId] = Array.from({ length: 4 }, () => randomUUID());
  await sql(
    `insert into problems (id, slug, title, statement, explanation, difficulty, tags, hints, time_limit_ms, memory_limit_kb, language_limits,
       checker, status, author_id, created_at, updated_at)
     values ($1, 'watched', 'Watched', '', '', 'EASY', '{}', '{}', 1000, 262144, '{}', 'tokens', 'DRAFT', $2, now(), now())`,
    [problemId, userId],
  );
  await sql(
    `insert into test_sets (id, problem_id, version, sha256, test_count, size_bytes, samples, tests) values ($1, $2, 1, 'none', 20, 0, '[]', '[]')`,
    [testSetId, problemId],
  );
  await sql(`insert into submissions (id, user_id, problem_id, language, source, source_bytes) values ($1, $2, $3, 'python', '', 0)`, [
    submissionId,
    userId,
    problemId,
  ]);
  await sql(
    `insert into judgements (id, submission_id, test_set_id, status, attempt, system_failures, tests_total, tests_passed, tests)
     values ($1, $2, $3, 'QUEUED', 0, 0, 0, 0, '[]')`,
    [judgementId, submissionId, testSetId],
  );
  return { submissionId, judgementId };
}
