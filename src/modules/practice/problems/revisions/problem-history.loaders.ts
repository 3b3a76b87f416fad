/** Revisions and test sets, for editors. Each field costs one statement, regardless of the number of problems. */
import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import { parsePage, type Connection, type Page, type PageArgs } from "../../../../graphql/pagination.js";
import { toConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import { badInput } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import { contentFrom, type ProblemContent } from "../edits/problem-content.js";
import type { RevisionRow } from "./problem-revisions.js";
import type { TestSetRow, TestSummary } from "../tests/stored-test-set.js";

export const REVISION_COLUMNS = `r.id, r.number, r.changed, r.note, r.restored_from as "restoredFrom", r.author_id as "authorId", r.created_at as "createdAt",
  r.number = p.revision as live`;
export const FROM_REVISIONS = "from problem_revisions r join problems p on p.id = r.problem_id";

const LATEST_REVISION_FIRST: KeysetOrder<RevisionRow> = {
  name: "revision",
  columns: [{ sql: "r.number", direction: "desc", cast: "int" }],
  key: ({ number }) => [number],
};

export const revisionsOfProblem: LoaderFactory<PageOfParent, Connection<RevisionRow>> = (context) =>
  connectionsByParent(
    context.em,
    { select: REVISION_COLUMNS, from: FROM_REVISIONS, conditions: [], parent: "r.problem_id", order: LATEST_REVISION_FIRST },
    context.loader(revisionCount),
  );

/** A revision by problem and number. */
export const revisionByNumber: LoaderFactory<{ problemId: string; number: number }, RevisionRow | null> = ({ em }) =>
  new DataLoader<{ problemId: string; number: number }, RevisionRow | null, string>(
    async (keys) => {
      const found = await rows<RevisionRow & { problemId: string }>(
        em,
        `select r.problem_id as "problemId", ${REVISION_COLUMNS} ${FROM_REVISIONS}
         join unnest(?::uuid[], ?::int[]) as wanted (problem_id, number) on wanted.problem_id = r.problem_id and wanted.number = r.number`,
        [`{${keys.map(({ problemId }) => problemId).join(",")}}`, `{${keys.map(({ number }) => number).join(",")}}`],
      );
      const byKey = new Map(found.map((revision) => [`${revision.problemId} ${revision.number}`, revision]));
      return keys.map(({ problemId, number }) => byKey.get(`${problemId} ${number}`) ?? null);
    },
    { cacheKeyFn: ({ problemId, number }) => `${problemId} ${number}` },
  );

export const latestRevision: LoaderFactory<string, RevisionRow> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<RevisionRow & { problemId: string }>(
      em,
      `select r.problem_id as "problemId", ${REVISION_COLUMNS} ${FROM_REVISIONS} and r.number = p.latest_revision where p.id in (?)`,
      [problemIds],
    );
    const byProblem = new Map(found.map((revision) => [revision.problemId, revision]));
    return problemIds.map((id) => byProblem.get(id) ?? new Error("the problem has no revision"));
  });

const revisionCount: LoaderFactory<string, number> = ({ em }) =>
  countsById((ids) => rows(em, `select id, latest_revision as count from problems where id in (?)`, [ids]));

export const contentOfRevision: LoaderFactory<string, ProblemContent> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; content: ProblemContent }>(em, "select id, content from problem_revisions where id in (?)", [
      ids,
    ]);
    const byId = new Map(found.map(({ id, content }) => [id, contentFrom(content)]));
    return ids.map((id) => byId.get(id) ?? new Error("the revision no longer exists"));
  });

export const TEST_SET_COLUMNS = `t.id, t.version, t.test_count as "testCount", t.size_bytes as "sizeBytes", t.note, t.restored_from as "restoredFrom",
  t.uploaded_by_id as "uploadedById", t.created_at as "createdAt", coalesce(t.id = p.test_set_id, false) as current,
  coalesce(t.id = p.draft_test_set_id, false) as draft`;

const NEWEST_TESTS_FIRST: KeysetOrder<TestSetRow> = {
  name: "version",
  columns: [{ sql: "t.version", direction: "desc", cast: "int" }],
  key: ({ version }) => [version],
};

export const testSetsOfProblem: LoaderFactory<PageOfParent, Connection<TestSetRow>> = ({ em }) =>
  connectionsByParent(em, {
    select: TEST_SET_COLUMNS,
    from: "from test_sets t join problems p on p.id = t.problem_id",
    conditions: [],
    parent: "t.problem_id",
    order: NEWEST_TESTS_FIRST,
  });

/** The live test set. */
export const testSetOfProblem: LoaderFactory<string, TestSetRow | null> = (context) => testSets(context, "test_set_id");

/** The unpublished newer test set. */
export const draftTestSetOfProblem: LoaderFactory<string, TestSetRow | null> = (context) => testSets(context, "draft_test_set_id");

function testSets({ em }: RequestContext, column: "test_set_id" | "draft_test_set_id"): DataLoader<string, TestSetRow | null> {
  return new DataLoader(async (ids) => {
    const found = await rows<TestSetRow & { problemId: string }>(
      em,
      `select p.id as "problemId", ${TEST_SET_COLUMNS} from problems p join test_sets t on t.id = p.${column} where p.id in (?)`,
      [ids],
    );
    const byProblem = new Map(found.map((row) => [row.problemId, row]));
    return ids.map((id) => byProblem.get(id) ?? null);
  });
}

export const testsOfTestSet: LoaderFactory<string, TestSummary[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; tests: TestSummary[] }>(em, "select id, tests from test_sets where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, tests }) => [id, tests]));
    return ids.map((id) => byId.get(id) ?? []);
  });

/** Paginates a set's tests, which are stored as one JSON value in its row. */
export function pageOfTests(tests: readonly TestSummary[], args: PageArgs): Connection<TestSummary> {
  const page = parsePage(args, IN_JUDGING_ORDER.name);
  const after = positionOf(page.after, "after") ?? -1;
  const before = positionOf(page.before, "before") ?? tests.length;
  const between = tests.map((test, position) => ({ test, position })).filter(({ position }) => position > after && position < before);
  if (page.direction === "backward") between.reverse();
  return toConnection(
    between.slice(0, page.size + 1),
    page,
    IN_JUDGING_ORDER,
    ({ test }) => test,
    async () => tests.length,
  );
}

const IN_JUDGING_ORDER: KeysetOrder<{ test: TestSummary; position: number }> = {
  name: "judging",
  columns: [],
  key: ({ position }) => [position],
};

function positionOf(key: Page["after"], field: string): number | null {
  if (!key) return null;
  const position = Number(key[0]);
  if (Number.isInteger(position)) return position;
  throw badInput(field, `\`${field}\` is not a cursor of this list. Use one from its \`pageInfo\` or \`edges\`.`);
}
