import DataLoader from "dataloader";
import type { Viewer } from "../../../access/viewer.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import type { FunctionSignature } from "../../../judge/functions/signature.js";
import type { Scoring } from "../../../judge/scoring/scoring.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import { publicSql } from "../../base/authorship/authored.js";
import { TOPIC_COLUMNS, type TopicRow } from "../topics/topic.loaders.js";
import { TOPIC_COUNTS } from "./list/catalog.js";
import type { ProblemCredits } from "./edits/problem-credits.js";
import type { LanguageLimits, StarterCode } from "./edits/problem-limits.js";
import { problemSql, type ProblemRow } from "./problem.rows.js";
import type { Sample } from "./tests/stored-test-set.js";

/**
 * Problems by id, for fields of other types. Checks no permission: if the viewer may see the parent, for example their
 * own submission to a problem archived since, they may see which problem it belongs to.
 */
export const problemById: LoaderFactory<string, ProblemRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const { select, from, fromParams } = problemSql(viewer);
    const found = await prepared<ProblemRow>(em, `select ${select} ${from} where p.id = any(?::uuid[])`, [...fromParams, ids]);
    const byId = new Map(found.map((problem) => [problem.id, problem]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** problemById as a column of another row, a JSON array: of the problems in `ids`, SQL for an array. */
export function embeddedProblems(viewer: Viewer, ids: string): { sql: string; params: readonly unknown[] } {
  const { select, from, fromParams } = problemSql(viewer);
  return { sql: `(select json_agg(e) from (select ${select} ${from} where p.id = any(${ids})) e)`, params: fromParams };
}

/** Large or rarely requested fields of a problem. */
export interface ProblemDetails {
  id: string;
  statement: string;
  constraints: string;
  explanation: string;
  hints: string[];
  languageLimits: LanguageLimits;
  starterCode: StarterCode;
  signature: FunctionSignature | null;
  scoring: Scoring;
  credits: ProblemCredits;
  clonedFromId: string | null;
  samples: Sample[];
  testCount: number;
}

export const problemDetails: LoaderFactory<string, ProblemDetails> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ProblemDetails>(
      em,
      `select p.id, p.statement, p.constraints, p.explanation, p.hints, p.language_limits as "languageLimits", p.starter_code as "starterCode", p.signature, p.scoring, p.credits,
         p.cloned_from_id as "clonedFromId", coalesce(t.samples, '[]') as samples,
         coalesce(t.test_count, 0) as "testCount"
       from problems p left join test_sets t on t.id = p.test_set_id where p.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map((details) => [details.id, details]));
    return ids.map((id) => byId.get(id) ?? new Error("the problem no longer exists"));
  });

/** Co-authors in the order they were added. */
export const coAuthorIds: LoaderFactory<string, string[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ problemId: string; userId: string }>(
      em,
      `select problem_id as "problemId", user_id as "userId" from problem_co_authors where problem_id in (?) order by added_at, user_id`,
      [ids],
    );
    const byProblem = Map.groupBy(found, ({ problemId }) => problemId);
    return ids.map((id) => (byProblem.get(id) ?? []).map(({ userId }) => userId));
  });

export const topicsOfProblem: LoaderFactory<string, TopicRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TopicRow & { problemId: string }>(
      em,
      `select pt.problem_id as "problemId", ${TOPIC_COLUMNS} from problem_topics pt join topics t on t.id = pt.topic_id
       where pt.problem_id in (?) order by t.name, t.id`,
      [ids],
    );
    const byProblem = Map.groupBy(found, ({ problemId }) => problemId);
    return ids.map((id) => byProblem.get(id) ?? []);
  });

/**
 * Number of problems per topic that are published for everyone, including its descendants, each counted once. Loads all topics under one key,
 * because a tree resolves level by level and would otherwise cost one statement per level.
 */
export const problemCounts: LoaderFactory<"all", Map<string, number>> = (context) =>
  new DataLoader(async (keys) => {
    const byTopic = new Map(await context.cache.read(TOPIC_COUNTS, "topics", () => countByTopic(context.em)));
    return keys.map(() => byTopic);
  });

async function countByTopic(em: EntityManager): Promise<[topicId: string, count: number][]> {
  const found = await rows<{ topicId: string; count: number }>(
    em,
    `with recursive below (root, id) as (
         select id, id from topics union all select below.root, t.id from topics t join below on t.parent_id = below.id
       )
       select below.root as "topicId", count(distinct p.id)::int as count
       from below join problem_topics pt on pt.topic_id = below.id join problems p on p.id = pt.problem_id and ${publicSql("p")}
       group by below.root`,
  );
  return found.map(({ topicId, count }) => [topicId, count]);
}
