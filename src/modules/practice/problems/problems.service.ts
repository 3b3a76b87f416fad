import { mayOpenProblem, mayReadProblem } from "../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import type { Connection } from "../../../graphql/pagination.js";
import type { EngineName } from "../../../judge/engines/features.js";
import { AppError, entitlementRequired, notFound } from "../../../kernel/errors.js";
import { isId } from "../../../kernel/ids.js";
import type { Database, EntityManager } from "../../../platform/database/database.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { ReadCache } from "../../../platform/redis/read-cache.js";
import { contentOwner } from "../../accounts/organizations/content/content-owner.js";
import type { TopicsService } from "../topics/topics.service.js";
import { User } from "../../base/users/user.entity.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { createCheckerPrograms, storePrograms } from "./checker-programs/checker-programs.js";
import { createCloneProblem, type CloneProblem } from "./edits/clone-problem.js";
import { authorshipOf, createProblemEdits, noteOnProblem, readEditable, readProblem, slugConflictNamed } from "./authors/problem-access.js";
import { expectEngineFor } from "./edits/engine-support.js";
import { createDeletions, type Deletions } from "./edits/deletions.js";
import { createProblemAuthors, type ProblemAuthors } from "./authors/problem-authors.js";
import { NEW_CONTENT } from "./edits/problem-content.js";
import type { CreateProblemInput, UpdateProblemInput } from "./edits/problem-edit.type.js";
import { contentWith, slugFrom } from "./edits/problem-fields.js";
import { readFiles } from "./files/problem-file.rows.js";
import { listProblems } from "./list/problem-list.js";
import type { ProblemListQuery } from "./list/problem-list.type.js";
import type { RestoreProblemRevisionInput } from "./revisions/problem-revision.type.js";
import { beginRevisions, expectRevision, publishLatest, readContent, revise } from "./revisions/problem-revisions.js";
import { createProblemTests, type ProblemTests } from "./tests/problem-tests.js";
import { createExpectTestsFit } from "./functions/fitting-tests.js";
import { createTestValidation } from "./programs/test-validation.js";
import { Problem, type TestSet } from "./problem.entity.js";
import type { ProblemRow } from "./problem.rows.js";
import { checkPublishable, makeLive } from "./tests/test-set-versions.js";

export interface ProblemsService extends ProblemTests, ProblemAuthors, Deletions {
  /** NOT_FOUND if the problem does not exist or the viewer may not see it. */
  read(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<ProblemRow>;
  list(em: EntityManager, viewer: Viewer, query: ProblemListQuery): Promise<Connection<ProblemRow>>;
  /**
   * The problem and the test set for a submission by this viewer. NOT_FOUND if not visible; ENTITLEMENT_REQUIRED if
   * premium and not in the viewer's plan; CONFLICT if it accepts no submissions.
   */
  findForSubmission(em: EntityManager, viewer: SignedIn, problemId: string): Promise<{ problem: Problem; testSet: TestSet }>;
  /** The same for a caller that has checked whether the viewer may open the problem. An archived one is as good as any other. */
  findOpened(em: EntityManager, problemId: string): Promise<{ problem: Problem; testSet: TestSet }>;

  create(viewer: SignedIn, input: CreateProblemInput): Promise<ProblemRow>;
  /** CONFLICT if another edit came first. */
  update(viewer: SignedIn, input: UpdateProblemInput): Promise<ProblemRow>;
  restoreRevision(viewer: SignedIn, input: RestoreProblemRevisionInput): Promise<ProblemRow>;
  clone: CloneProblem;
  /** Makes the latest revision and the draft tests live, and adds the problem to the catalog if it is not there yet. */
  publish(viewer: SignedIn, id: string, expectedRevision?: number | null, address?: string): Promise<ProblemRow>;
  archive(viewer: SignedIn, id: string, address: string): Promise<ProblemRow>;
  /** Restores the previous status: published if it was ever published, otherwise draft. */
  unarchive(viewer: SignedIn, id: string, address: string): Promise<ProblemRow>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  topics: TopicsService;
  readCache: ReadCache;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
  engine: EngineName;
}

export function createProblemsService({ db, storage, topics, readCache, ...others }: Dependencies): ProblemsService {
  const edits = createProblemEdits({ db, readCache });
  const programs = createCheckerPrograms({ db, ...others });

  const topicIds = async (em: EntityManager, slugs: readonly string[] | null | undefined) =>
    // Sorted, so that a different order does not count as a change.
    slugs === undefined ? null : [...new Set(await topics.idsOf(em, slugs ?? [], "input.topics"))].sort();

  const expectTestsFit = createExpectTestsFit({ db, storage });
  return {
    ...createProblemTests({ db, storage, edits, validation: createTestValidation({ db, ...others }) }),
    ...createProblemAuthors({ db, edits }),
    ...createDeletions({ topics, edits }),
    clone: createCloneProblem({ db, storage }),
    read: readProblem,
    list: (em, viewer, query) => listProblems(readCache, em, viewer, query),

    async findForSubmission(em, viewer, problemId) {
      const problem = isId(problemId) ? await em.findOne(Problem, { id: problemId }, { populate: ["testSet"] }) : null;
      if (!problem) throw notFound("problem");
      const { status, visibility, premium } = problem;
      const access = { status, visibility, premium, ...(await authorshipOf(em, viewer, problem)) };
      if (!mayReadProblem(viewer, access)) throw notFound("problem");
      if (!mayOpenProblem(viewer, access)) throw entitlementRequired("premium-problems");
      if (problem.status === "ARCHIVED") throw new AppError("CONFLICT", "This problem is archived and does not accept submissions.");
      if (!problem.testSet) throw new AppError("CONFLICT", "This problem has no tests yet.");
      return { problem, testSet: problem.testSet.unwrap() };
    },

    async findOpened(em, problemId) {
      const problem = await em.findOne(Problem, { id: problemId }, { populate: ["testSet"] });
      if (!problem) throw notFound("problem");
      if (!problem.testSet) throw new AppError("CONFLICT", "This problem has no tests.");
      return { problem, testSet: problem.testSet.unwrap() };
    },

    async create(viewer, input) {
      const em = db.em.fork();
      const problem = new Problem();
      Object.assign(problem, await contentOwner(em, viewer, input.organizationId));
      problem.author = em.getReference(User, viewer.id, { wrapped: true });
      problem.slug = input.slug ?? slugFrom(input.title);
      problem.premium = input.premium ?? false;
      problem.keepLineEnds = input.keepLineEnds ?? false;
      const ready = await programs.ready(viewer, null, input);
      const stored = await storePrograms(em, problem, ready);
      const content = contentWith(NEW_CONTENT, input, await topicIds(em, input.topics), stored);
      beginRevisions(em, viewer, problem, content, input.note ?? "");
      await slugConflictNamed(() => em.flush());
      return readProblem(em, viewer, { id: problem.id });
    },

    async update(viewer, input) {
      if (input.checkerProgram || input.interactor) await readEditable(db.em.fork(), viewer, input.id);
      if (input.signature) await expectTestsFit(viewer, input);
      // Before the transaction, which must not wait for a worker.
      const ready = await programs.ready(viewer, input.id, input);
      return edits.edit(viewer, input.id, async (em, problem) => {
        expectRevision(problem, input.expectedRevision);
        problem.slug = input.slug ?? problem.slug;
        problem.premium = input.premium ?? problem.premium;
        problem.keepLineEnds = input.keepLineEnds ?? problem.keepLineEnds;
        const content = await readContent(em, problem.id, problem.latestRevision);
        const stored = await storePrograms(em, problem, ready);
        await revise(em, viewer, problem, contentWith(content, input, await topicIds(em, input.topics), stored), input);
      });
    },

    restoreRevision: (viewer, { problemId, number, expectedRevision, note, draft }) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        expectRevision(problem, expectedRevision);
        const content = await readContent(em, problem.id, number);
        // The revision may have lost some.
        const kept = new Set((await readFiles(em, content.files)).map(({ id }) => id));
        const files = content.files.filter((id) => kept.has(id));
        await revise(em, viewer, problem, { ...content, files }, { note, draft, restoredFrom: number });
      }),

    publish: (viewer, id, expectedRevision, address) =>
      edits.edit(viewer, id, async (em, problem) => {
        expectRevision(problem, expectedRevision);
        const testSet = await (problem.draftTestSet ?? problem.testSet)?.load();
        if (!testSet) throw new AppError("CONFLICT", "A published problem needs tests. Upload them first.");
        await publishLatest(em, problem);
        expectEngineFor(others.engine, problem);
        problem.status = "PUBLISHED";
        makeLive(em, problem, testSet);
        problem.publishedAt ??= new Date();
        noteOnProblem(em, "problem.published", problem, viewer, address);
      }),

    archive: (viewer, id, address) =>
      edits.edit(viewer, id, async (em, problem) => {
        problem.status = "ARCHIVED";
        noteOnProblem(em, "problem.archived", problem, viewer, address);
      }),

    unarchive: (viewer, id, address) =>
      edits.edit(viewer, id, async (em, problem) => {
        if (problem.status !== "ARCHIVED") throw new AppError("CONFLICT", "This problem is not archived.");
        const testSet = await problem.testSet?.load();
        // The tests may have been replaced while archived, when hidden tests are not required.
        if (problem.publishedAt && testSet) checkPublishable(testSet);
        if (problem.publishedAt) expectEngineFor(others.engine, problem);
        problem.status = problem.publishedAt ? "PUBLISHED" : "DRAFT";
        noteOnProblem(em, "problem.unarchived", problem, viewer, address);
      }),
  };
}
