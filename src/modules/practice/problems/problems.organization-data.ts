/** Problems of organizations: what is private goes with the organization, what is public stays with the account that wrote it. */
import { rows, violatedReference, type EntityManager } from "../../../platform/database/database.js";
import { savepoint } from "../../../platform/database/transaction.js";
import type { OrganizationData } from "../../contracts/organization-data.js";
import { countOf, listOfRows, pagesOf, statement } from "../../contracts/personal-data.js";
import { testSetKey } from "./tests/stored-test-set.js";

const OF_PROBLEMS = "join problems p on p.id = x.problem_id where p.organization_id = ?";
const BATCH = 20;

export const problemsOrganizationData: OrganizationData = {
  columns: { "problems.organization_id": { export: "problems", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "problems",
      description: "Problems, as they are now.",
      select: `p.id, p.slug, p.title, (select u.username from users u where u.id = p.author_id) as author, p.visibility, p.status, p.difficulty,
        p.statement, p.constraints, p.explanation, p.tags, p.hints, p.time_limit_ms as "timeLimitMs", p.memory_limit_kb as "memoryLimitKb",
        p.language_limits as "languageLimits", p.checker, p.checker_parameters as "checkerParameters", p.scoring, p.starter_code as "starterCode",
        p.signature, p.drivers, p.included_files as "includedFiles", p.feedback, p.credits, p.revision, p.created_at as "createdAt", p.published_at as "publishedAt"`,
      from: "from problems p where p.organization_id = ?",
      key: "p.id",
      page: 20,
      table: ["slug", "title", "author", "visibility", "status", "difficulty", "createdAt", "publishedAt"],
    }),
    listOfRows({
      name: "problem-programs",
      description: "Validators, generators, reference solutions, checkers and interactors.",
      select: `x.id, x.problem_id as "problemId", x.purpose, x.name, x.language, x.source, x.files`,
      from: `from (select id, problem_id, purpose, name, language, source, files from problem_programs union all
        select id, problem_id, 'CHECKER', kind, language, source, files from checker_programs) x ${OF_PROBLEMS}`,
      key: "x.id",
      page: 20,
    }),
    listOfRows({
      name: "problem-revisions",
      description: "All revisions.",
      select: `x.id, x.problem_id as "problemId", x.number, x.changed, x.note, x.content, x.created_at as "createdAt"`,
      from: `from problem_revisions x ${OF_PROBLEMS}`,
      key: "x.id",
      page: 20,
    }),
    {
      name: "problem-files",
      description: "Pictures and attachments of problems, in a folder for each.",
      count: (reader) => countOf(reader, `from problem_files x ${OF_PROBLEMS}`),
      async *files(reader) {
        const select = "x.id, p.slug, x.name, x.key, x.created_at as at";
        const list = { select, from: `from problem_files x ${OF_PROBLEMS}`, key: "x.id" };
        for await (const { slug, name, key, at } of pagesOf<{ slug: string; name: string; key: string; at: Date }>(reader, list))
          yield { path: `${slug}/${name}`, content: () => reader.storage.read(key), changedAt: at };
      },
    },
    {
      name: "problem-tests",
      description: "All versions of tests, as the judge reads them: see `exportProblemPackage` for other formats.",
      count: (reader) => countOf(reader, `from test_sets x ${OF_PROBLEMS}`),
      async *files(reader) {
        const select = "x.id, p.slug, x.version, x.sha256, x.created_at as at";
        const list = { select, from: `from test_sets x ${OF_PROBLEMS}`, key: "x.id" };
        for await (const { slug, version, sha256, at } of pagesOf<{ slug: string; version: number; sha256: string; at: Date }>(
          reader,
          list,
        ))
          yield { path: `${slug}/${version}`, content: () => reader.storage.read(testSetKey(sha256)), changedAt: at };
      },
    },
  ],
  erasures: [
    statement(
      "public problems of the organization",
      `update problems set organization_id = null, updated_at = now() where id = any(array(
         select id from problems where organization_id = ? and visibility = 'PUBLIC' limit 500))`,
    ),
    {
      name: "private problems of the organization",
      async step(em, organizationId) {
        const sql = `select id from problems where organization_id = ? order by id limit ${BATCH} for update`;
        const found = await rows<{ id: string }>(em, sql, [organizationId]);
        for (const { id } of found) await removeOrEmpty(em, id);
        return found.length;
      },
    },
  ],
};

/** Submissions are data of those who sent them: they stay, with a problem that has nothing left. The sweepers remove objects. */
async function removeOrEmpty(em: EntityManager, id: string): Promise<void> {
  try {
    await savepoint(em, (inner) => inner.execute("delete from problems where id = ?", [id]));
  } catch (error) {
    if (violatedReference(error) === null) throw error;
    await em.execute(EMPTIED, [id]);
    for (const table of PARTS) await em.execute(`delete from ${table} where problem_id = ?`, [id]);
    await em.execute(`update test_sets set samples = '[]', tests = '[]', note = '', sha256 = repeat('0', 64) where problem_id = ?`, [id]);
  }
}

const EMPTIED = `
  update problems set title = 'Deleted problem', slug = 'deleted-' || id, statement = '', constraints = '', explanation = '', hints = '{}',
    tags = '{}', credits = default, starter_code = default, signature = null, drivers = default, included_files = default, files = default, checker = default,
    checker_parameters = default, checker_program = null, interactor = null, passes = default, test_set_id = null, draft_test_set_id = null,
    status = 'ARCHIVED', organization_id = null, visibility = 'PUBLIC', updated_at = now()
  where id = ?`;

const PARTS = [
  ...["problem_files", "problem_programs", "checker_programs", "problem_revisions", "problem_topics", "problem_co_authors", "bookmarks"],
  ...["verifications", "test_set_builds", "rejudgings", "forum_threads", "daily_problems", "review_cards", "assignment_problems"],
];
