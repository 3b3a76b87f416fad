import DataLoader from "dataloader";
import type { LoaderFactory } from "../../graphql/context.js";
import { rows } from "../../platform/database.js";
import { TOPIC_COLUMNS, type TopicRow } from "../topics/topic.loaders.js";
import type { LanguageLimits } from "./problem.entity.js";
import { problemSql, type ProblemRow } from "./problem.rows.js";
import type { Sample, TestSummary } from "./test-set.js";

/**
 * Problems by id for fields of other types. Asks no permission: whoever may see the parent, such as their own submission
 * to a problem that has been archived since, may see what problem it is about.
 */
export const problemById: LoaderFactory<string, ProblemRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const { select, from, fromParams } = problemSql(viewer);
    const found = await rows<ProblemRow>(em, `select ${select} ${from} where p.id in (?)`, [...fromParams, ids]);
    const byId = new Map(found.map((problem) => [problem.id, problem]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** The long and the rarely wanted parts of a problem. */
export interface ProblemDetails {
  id: string;
  statement: string;
  explanation: string;
  hints: string[];
  languageLimits: LanguageLimits;
  samples: Sample[];
  testCount: number;
}

export const problemDetails: LoaderFactory<string, ProblemDetails> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ProblemDetails>(
      em,
      `select p.id, p.statement, p.explanation, p.hints, p.language_limits as "languageLimits", coalesce(t.samples, '[]') as samples,
         coalesce(t.test_count, 0) as "testCount"
       from problems p left join test_sets t on t.id = p.test_set_id where p.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map((details) => [details.id, details]));
    return ids.map((id) => byId.get(id) ?? new Error("the problem has vanished"));
  });

/** The present test set of a problem, as its editors see it. */
export interface TestSetRow {
  version: number;
  sizeBytes: number;
  createdAt: Date;
  tests: TestSummary[];
}

export const testSetOfProblem: LoaderFactory<string, TestSetRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TestSetRow & { problemId: string }>(
      em,
      `select p.id as "problemId", t.version, t.size_bytes as "sizeBytes", t.created_at as "createdAt", t.tests
       from problems p join test_sets t on t.id = p.test_set_id where p.id in (?)`,
      [ids],
    );
    const byProblem = new Map(found.map((row) => [row.problemId, row]));
    return ids.map((id) => byProblem.get(id) ?? null);
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
 * Published problems in each topic or anywhere under it, each counted once. All topics at once under one key, as a tree
 * is resolved level by level and would ask once per level.
 */
export const problemCounts: LoaderFactory<"all", Map<string, number>> = ({ em }) =>
  new DataLoader(async (keys) => {
    const found = await rows<{ topicId: string; count: number }>(
      em,
      `with recursive below (root, id) as (
         select id, id from topics union all select below.root, t.id from topics t join below on t.parent_id = below.id
       )
       select below.root as "topicId", count(distinct p.id)::int as count
       from below join problem_topics pt on pt.topic_id = below.id join problems p on p.id = pt.problem_id and p.status = 'PUBLISHED'
       group by below.root`,
    );
    const byTopic = new Map(found.map(({ topicId, count }) => [topicId, count]));
    return keys.map(() => byTopic);
  });
