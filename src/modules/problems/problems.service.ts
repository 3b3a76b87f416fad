import { LockMode } from "@mikro-orm/core";
import { mayEditProblem, mayReadProblem } from "../../access/policy.js";
import type { SignedIn, Viewer } from "../../access/viewer.js";
import type { Connection } from "../../graphql/pagination.js";
import { AppError, notFound } from "../../kernel/errors.js";
import { isId } from "../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../platform/database.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import { Topic } from "../topics/topic.entity.js";
import type { TopicsService } from "../topics/topics.service.js";
import { User } from "../users/user.entity.js";
import type { CreateProblemInput, TestInput, UpdateProblemInput } from "./problem-edit.type.js";
import { applyFields, slugFrom } from "./problem-fields.js";
import { listProblems, type ProblemListQuery } from "./problem-list.js";
import { Problem, TestSet } from "./problem.entity.js";
import { problemSql, type ProblemRow } from "./problem.rows.js";
import { packTests, storeTests } from "./test-upload.js";

export interface ProblemsService {
  /** NOT_FOUND for what does not exist and for what the viewer may not see. */
  read(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<ProblemRow>;
  list(em: EntityManager, viewer: Viewer, query: ProblemListQuery): Promise<Connection<ProblemRow>>;
  /**
   * The problem and the tests a submission of this viewer would be judged by. NOT_FOUND unless visible; CONFLICT when it
   * takes no submissions.
   */
  findForSubmission(em: EntityManager, viewer: SignedIn, problemId: string): Promise<{ problem: Problem; testSet: TestSet }>;

  create(viewer: SignedIn, input: CreateProblemInput): Promise<ProblemRow>;
  update(viewer: SignedIn, input: UpdateProblemInput): Promise<ProblemRow>;
  /** Stores the tests, then makes them the problem's next version. The same tests again change nothing. */
  setTests(viewer: SignedIn, problemId: string, tests: readonly TestInput[]): Promise<ProblemRow>;
  publish(viewer: SignedIn, id: string): Promise<ProblemRow>;
  archive(viewer: SignedIn, id: string): Promise<ProblemRow>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  topics: TopicsService;
}

export function createProblemsService({ db, storage, topics }: Dependencies): ProblemsService {
  const readRow = async (em: EntityManager, viewer: Viewer, column: "id" | "slug", value: string) => {
    const { select, from, fromParams } = problemSql(viewer);
    const [row] = await rows<ProblemRow>(em, `select ${select} ${from} where p.${column} = ?`, [...fromParams, value]);
    if (!row || !mayReadProblem(viewer, row)) throw notFound("problem");
    return row;
  };

  /** Changes one problem in a transaction that holds its row; others edit it before or after. */
  const edit = async (
    viewer: SignedIn,
    id: string,
    change: (em: EntityManager, problem: Problem) => Promise<void>,
  ): Promise<ProblemRow> => {
    const em = db.em.fork();
    await conflictsNamed(() =>
      em.transactional(async (transaction) => {
        const problem = await transaction.findOne(Problem, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!problem || !mayReadProblem(viewer, accessOf(problem))) throw notFound("problem");
        if (!mayEditProblem(viewer, accessOf(problem)))
          throw new AppError("FORBIDDEN", "Only its author and admins may edit this problem.");
        await change(transaction, problem);
      }),
    );
    return readRow(em, viewer, "id", id);
  };

  const topicRefs = async (em: EntityManager, slugs: readonly string[]) =>
    (await topics.idsOf(em, slugs, "input.topics")).map((id) => em.getReference(Topic, id));

  return {
    async read(em, viewer, by) {
      if ("slug" in by) return readRow(em, viewer, "slug", by.slug);
      if (!isId(by.id)) throw notFound("problem");
      return readRow(em, viewer, "id", by.id);
    },

    list: listProblems,

    async findForSubmission(em, viewer, problemId) {
      const problem = isId(problemId) ? await em.findOne(Problem, { id: problemId }, { populate: ["testSet"] }) : null;
      if (!problem || !mayReadProblem(viewer, accessOf(problem))) throw notFound("problem");
      if (problem.status === "ARCHIVED") throw new AppError("CONFLICT", "This problem is archived and takes no submissions.");
      if (!problem.testSet) throw new AppError("CONFLICT", "This problem has no tests yet.");
      return { problem, testSet: problem.testSet.unwrap() };
    },

    async create(viewer, input) {
      const em = db.em.fork();
      const problem = new Problem();
      problem.author = em.getReference(User, viewer.id, { wrapped: true });
      problem.slug = input.slug ?? slugFrom(input.title);
      applyFields(problem, input);
      if (input.topics) problem.topics.set(await topicRefs(em, input.topics));
      await conflictsNamed(() => em.persist(problem).flush());
      return readRow(em, viewer, "id", problem.id);
    },

    update: (viewer, input) =>
      edit(viewer, input.id, async (em, problem) => {
        applyFields(problem, input);
        if (!input.topics) return;
        await problem.topics.init();
        problem.topics.set(await topicRefs(em, input.topics));
        problem.updatedAt = new Date();
      }),

    async setTests(viewer, problemId, tests) {
      const packed = await packTests(tests);
      // Asked before the upload as well, so that nobody can fill the storage through problems that are not theirs.
      await edit(viewer, problemId, async () => undefined);
      await storeTests(storage, packed);
      return edit(viewer, problemId, async (em, problem) => {
        const current = await problem.testSet?.load();
        if (current && packed.isIn(current)) return;
        const [last] = await rows<{ version: number }>(
          em,
          "select coalesce(max(version), 0) as version from test_sets where problem_id = ?",
          [problem.id],
        );
        const testSet = Object.assign(new TestSet(), packed.columns, { version: (last?.version ?? 0) + 1 });
        testSet.problem = em.getReference(Problem, problem.id, { wrapped: true });
        em.persist(testSet);
        await em.flush();
        if (problem.status === "PUBLISHED") checkPublishable(testSet);
        problem.testSet = em.getReference(TestSet, testSet.id, { wrapped: true });
        problem.updatedAt = new Date();
      });
    },

    publish: (viewer, id) =>
      edit(viewer, id, async (em, problem) => {
        const testSet = await problem.testSet?.load();
        if (!testSet) throw new AppError("CONFLICT", "A published problem needs tests: upload them first.");
        checkPublishable(testSet);
        problem.status = "PUBLISHED";
        problem.publishedAt ??= new Date();
      }),

    archive: (viewer, id) =>
      edit(viewer, id, async (_em, problem) => {
        problem.status = "ARCHIVED";
      }),
  };
}

function accessOf({ status, author }: Problem): { status: string; authorId: string } {
  return { status, authorId: author.id };
}

/** Learners need something to see, and the judge something they can't see. */
function checkPublishable({ samples, testCount }: TestSet): void {
  if (samples.length === 0) throw new AppError("CONFLICT", "A published problem needs a test that is marked as a sample.");
  if (samples.length === testCount) throw new AppError("CONFLICT", "A published problem needs a hidden test: all of these are samples.");
}

async function conflictsNamed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) !== "problems_slug_unique") throw error;
    const message = "There is already a problem with this slug. Choose another.";
    throw new AppError("CONFLICT", message, { fields: [{ field: "input.slug", message }] });
  }
}
