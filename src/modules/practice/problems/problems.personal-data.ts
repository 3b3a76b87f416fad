import { rows, type EntityManager } from "../../../platform/database/database.js";
import { savepoint } from "../../../platform/database/transaction.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";
import { testSetKey } from "./tests/stored-test-set.js";

const HISTORY = { kept: "It is the history of a problem that others use." };
const COUNTED = { kept: "The statistics of a problem need it. It contains only the verdict of a submission." };

/** Drafts without contributions by others. What belongs to an organization stays with it. */
const OWN_DRAFTS = `
  select p.id from problems p where p.author_id = ? and p.organization_id is null and p.published_at is null and p.status <> 'PUBLISHED'
    and not exists (select from problem_co_authors c where c.problem_id = p.id)
    and not exists (select from problem_attempts a where a.problem_id = p.id and a.user_id <> p.author_id)
    and not exists (select from problem_revisions r where r.problem_id = p.id and r.author_id <> p.author_id)
  order by p.id for update of p skip locked`;

const FOREIGN_KEY_VIOLATION = "23503";

/** Exports everything the user wrote, including sample tests. Hidden tests stay hidden, and what belongs to an organization stays with it. */
export const problemsPersonalData: PersonalData = {
  columns: {
    "problems.author_id": {
      export: "problems",
      deletion: { kept: "Others solve it, or it belongs to an organization. Own drafts without contributions by others are removed." },
    },
    "problem_co_authors.user_id": { export: "co-authored-problems", deletion: "removed" },
    "problem_revisions.author_id": { export: "problem-revisions", deletion: HISTORY },
    "test_sets.uploaded_by_id": { export: "problem-tests", deletion: HISTORY },
    "test_set_builds.user_id": { export: { not: "It is background work, and removed after a week." }, deletion: "removed" },
    "problem_attempts.user_id": { export: { not: "It is counted from `submissions`." }, deletion: COUNTED },
    "problem_viewer_status.user_id": { export: "progress", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "problems",
      description: "Problems you wrote, as they are now.",
      select: `p.id, p.slug, p.title, p.statement, p.constraints, p.explanation, p.difficulty, p.tags, p.hints, p.time_limit_ms as "timeLimitMs",
          p.memory_limit_kb as "memoryLimitKb", p.language_limits as "languageLimits", p.checker, p.scoring, p.checker_parameters as "checkerParameters", p.checker_program as "checkerProgramId", p.interactor as "interactorId", p.checks_interactor_output as "checksInteractorOutput", p.passes, p.output_limit_kb as "outputLimitKb", p.starter_code as "starterCode", p.signature, p.drivers, p.included_files as "includedFiles", p.feedback, p.credits,
          p.premium, p.status, p.revision, p.latest_revision as "latestRevision",
          (select t.samples from test_sets t where t.id = p.test_set_id) as samples, p.created_at as "createdAt",
          p.updated_at as "updatedAt", p.published_at as "publishedAt"`,
      from: "from problems p where p.author_id = ? and p.organization_id is null",
      key: "p.id",
      page: 20,
    }),
    listOfRows({
      name: "checker-programs",
      description: "Checker programs and interactors of problems you wrote.",
      select: `c.id, c.problem_id as "problemId", c.kind, c.language, c.source, c.files, c.arguments, c.created_at as "createdAt"`,
      from: "from checker_programs c join problems p on p.id = c.problem_id where p.author_id = ? and p.organization_id is null",
      key: "c.id",
      page: 20,
    }),
    listOfRows({
      name: "problem-programs",
      description: "Validators, generators and reference solutions of problems you wrote.",
      select: `g.id, g.problem_id as "problemId", g.purpose, g.name, g.kind, g.language, g.source, g.files, g.arguments,
          g.expected_verdicts as "expectedVerdicts", g.created_at as "createdAt", g.updated_at as "updatedAt"`,
      from: "from problem_programs g join problems p on p.id = g.problem_id where p.author_id = ? and p.organization_id is null",
      key: "g.id",
      page: 20,
    }),
    listOfRows({
      name: "problem-files",
      description: "Facts about attachments and pictures of problems you wrote.",
      select: `f.id, f.problem_id as "problemId", f.kind, f.name, f.content_type as "contentType", f.size_bytes as "sizeBytes", f.created_at as "createdAt"`,
      from: "from problem_files f join problems p on p.id = f.problem_id where p.author_id = ? and p.organization_id is null",
      key: "f.id",
    }),
    listOfRows({
      name: "co-authored-problems",
      description: "Problems of others that you may edit.",
      select: `p.id, p.slug, p.title, c.added_at as "addedAt"`,
      from: "from problem_co_authors c join problems p on p.id = c.problem_id where c.user_id = ?",
      key: "p.id",
    }),
    listOfRows({
      name: "problem-revisions",
      description: "All revisions that you wrote.",
      select: `r.id, r.problem_id as "problemId", r.number, r.changed, r.note, r.content, r.created_at as "createdAt"`,
      from: "from problem_revisions r join problems p on p.id = r.problem_id where r.author_id = ? and p.organization_id is null",
      key: "r.id",
      page: 20,
    }),
    listOfRows({
      name: "problem-tests",
      description: "Test sets that you uploaded, without hidden tests.",
      select: `t.id, t.problem_id as "problemId", t.version, t.test_count as "testCount", t.size_bytes as "sizeBytes", t.note, t.samples,
          t.created_at as "createdAt"`,
      from: "from test_sets t join problems p on p.id = t.problem_id where t.uploaded_by_id = ? and p.organization_id is null",
      key: "t.id",
    }),
    listOfRows({
      name: "progress",
      description: "Problems you tried, and whether you solved them.",
      select: "p.id, p.slug, p.title, v.solved",
      from: "from problem_viewer_status v join problems p on p.id = v.problem_id where v.user_id = ?",
      key: "p.id",
    }),
  ],
  erasures: [
    removal("problem_viewer_status"),
    removal("problem_co_authors"),
    removal("test_set_builds"),
    {
      name: "drafts",
      async step(em, userId, storage) {
        const drafts = await rows<{ id: string }>(em, OWN_DRAFTS, [userId]);
        let removed = 0;
        for (const { id } of drafts) removed += (await removeDraft(em, storage, id)) ? 1 : 0;
        return removed;
      },
    },
  ],
};

/** Returns false if rows of other users still reference the draft; it is then kept and anonymized. */
async function removeDraft(em: EntityManager, storage: ObjectStorage, id: string): Promise<boolean> {
  const sets = await rows<{ sha256: string }>(em, "select distinct sha256 from test_sets where problem_id = ?", [id]);
  try {
    await savepoint(em, (inner) => inner.execute("delete from problems where id = ?", [id]));
  } catch (error) {
    if ((error as { code?: string }).code === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
  for (const { sha256 } of sets) {
    // Test sets are content-addressed, so other problems may share the object.
    const [shared] = await rows(em, "select 1 from test_sets where sha256 = ? limit 1", [sha256]);
    if (!shared) await storage.remove(testSetKey(sha256));
  }
  return true;
}
