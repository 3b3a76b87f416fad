import { ref } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, fieldErrors, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { StoredFile } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { readEditable } from "../authors/problem-access.js";
import { Problem, TestSet } from "../problem.entity.js";
import { buildTestSet } from "./build-test-set.job.js";
import { programHeads } from "../programs/program-rows.js";
import type { GenerateProblemTestsInput } from "./generate-tests.type.js";
import { applyScript } from "./script.js";
import { applyChanges, plansOf } from "./test-edits.js";
import type { BuildPlan } from "./test-plan.js";
import type { EditProblemTestsInput, ImportProblemTestsInput, TestChangeInput, TestDataInput } from "./test-edits.type.js";
import { refusedTests, type TestFault } from "./test-faults.js";
import { INLINE_LIMIT_BYTES, limitsInWords } from "./test-limits.js";
import { TestSetBuild, type TestSetBuildStatus } from "./test-set-build.entity.js";
import { versionConflict } from "./test-set-versions.js";

export interface TestSetBuildRow {
  id: string;
  problemId: string;
  status: TestSetBuildStatus;
  testsDone: number;
  testsTotal: number;
  faults: TestFault[];
  testSetId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface TestSetBuilds {
  /** Replaces all tests with those of an archive. */
  importTests(viewer: SignedIn, input: ImportProblemTestsInput): Promise<TestSetBuildRow>;
  /** Changes single tests. Faults that do not depend on the data are reported immediately: BAD_USER_INPUT with all of them. */
  editTests(viewer: SignedIn, input: EditProblemTestsInput): Promise<TestSetBuildRow>;
  /** Generates tests. Faults that do not depend on programs are reported immediately, like those of `editTests`. */
  generateTests(viewer: SignedIn, input: GenerateProblemTestsInput): Promise<TestSetBuildRow>;
  /** For editors of the problem. */
  readBuild(em: EntityManager, viewer: SignedIn, id: string): Promise<TestSetBuildRow>;
}

export const BUILD_COLUMNS = `b.id, b.problem_id as "problemId", b.status, b.done as "testsDone", b.total as "testsTotal", b.faults,
  b.test_set_id as "testSetId", b.created_at as "createdAt", b.finished_at as "finishedAt"`;

const BUILDS = { name: "test-set-builds", most: 120, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
}

export function createTestSetBuilds({ db, jobs, limiter, log }: Dependencies): TestSetBuilds {
  const fork = () => db.em.fork();

  const readBuild: TestSetBuilds["readBuild"] = async (em, viewer, id) => {
    const [row] = await rows<TestSetBuildRow>(em, `select ${BUILD_COLUMNS} from test_set_builds b where b.id = ?`, [isId(id) ? id : null]);
    if (!row || !(await nullIfNotFound(readEditable(em, viewer, row.problemId)))) throw notFound("build of a test set");
    return row;
  };

  const request = async (viewer: SignedIn, problemId: string, plan: BuildPlan): Promise<TestSetBuildRow> => {
    const refused = await limiter.take(BUILDS, viewer.id);
    if (refused)
      throw new AppError(
        "RATE_LIMITED",
        `At most ${BUILDS.most} imports and edits of tests per hour. Combine several changes in one.`,
        refused,
      );
    const build = Object.assign(new TestSetBuild(), {
      problem: ref(Problem, problemId),
      user: ref(User, viewer.id),
      plan: JSON.stringify(plan),
      total: plan.kind === "edit" ? plan.tests.length : 0,
    });
    await db.transaction(async (tx) => {
      // Keeps enough history for a page of recent builds.
      await tx.execute("delete from test_set_builds where problem_id = ? and finished_at < now() - interval '7 days'", [problemId]);
      tx.persist(build);
      tx.afterCommit(() => {
        // Not awaited: the sweeper also adds the job.
        jobs
          .add(buildTestSet, { id: build.id }, build.id)
          .catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
      });
    });
    return readBuild(fork(), viewer, build.id);
  };

  return {
    readBuild,

    async importTests(viewer, { problemId, fileId, expectedVersion, publish, note }) {
      const em = fork();
      await readEditable(em, viewer, problemId);
      await expectFiles(em, viewer, [{ fileId, field: "input.fileId" }]);
      const options = { publish: publish ?? false, note: note ?? "", expectedVersion: expectedVersion ?? null };
      return request(viewer, problemId, { kind: "archive", fileId, ...options });
    },

    async editTests(viewer, { problemId, expectedVersion, changes, publish, note }) {
      const em = fork();
      await readEditable(em, viewer, problemId);
      checkShape(changes);
      const base = await newestTestSet(em, problemId);
      if ((base?.version ?? 0) !== expectedVersion) throw versionConflict(base?.version ?? 0);
      const { tests, faults } = applyChanges(base ?? { tests: [], samples: [] }, changes);
      if (faults.length > 0) throw refusedTests(faults, "input.changes");
      await expectFiles(em, viewer, filesOf(changes));
      const options = { publish: publish ?? false, note: note ?? "", expectedVersion };
      return request(viewer, problemId, { kind: "edit", baseTestSetId: base?.id ?? null, tests, ...options });
    },

    async generateTests(viewer, { problemId, expectedVersion, removeOthers, publish, note, ...script }) {
      const em = fork();
      await readEditable(em, viewer, problemId);
      const base = await newestTestSet(em, problemId);
      const version = base?.version ?? 0;
      if (expectedVersion != null && version !== expectedVersion) throw versionConflict(version);
      const tests = applyScript(base && !removeOthers ? plansOf(base) : [], script, await programHeads(em, problemId));
      const options = { publish: publish ?? false, note: note ?? "", expectedVersion: version };
      return request(viewer, problemId, { kind: "edit", baseTestSetId: base?.id ?? null, tests, ...options });
    },
  };
}

/** The draft if there is one, otherwise the live set. */
async function newestTestSet(em: EntityManager, problemId: string): Promise<TestSet | null> {
  const { testSet, draftTestSet } = await em.findOneOrFail(Problem, { id: problemId });
  const newest = draftTestSet ?? testSet;
  return newest && em.findOneOrFail(TestSet, { id: newest.id }, { populate: ["tests"] });
}

interface NamedData {
  data: TestDataInput;
  field: string;
}

function dataIn(changes: readonly TestChangeInput[]): NamedData[] {
  return changes.flatMap(({ add, replace }, at) => {
    const kind = add ? "add" : "replace";
    const { input, output } = add ?? replace ?? {};
    return [
      ...(input ? [{ data: input, field: `input.changes.${at}.${kind}.input` }] : []),
      ...(output ? [{ data: output, field: `input.changes.${at}.${kind}.output` }] : []),
    ];
  });
}

/** Enforces "exactly one", which the schema cannot express. */
function checkShape(changes: readonly TestChangeInput[]): void {
  for (const [at, change] of changes.entries()) {
    const { add, replace, remove, rename, move } = change;
    if ([add, replace, remove, rename, move].filter((kind) => kind != null).length !== 1) {
      throw badInput(`input.changes.${at}`, "Give exactly one of `add`, `replace`, `remove`, `rename` and `move`.");
    }
  }
  let bytes = 0;
  for (const { data, field } of dataIn(changes)) {
    if ((data.text == null) === (data.fileId == null)) throw badInput(field, "Give exactly one of `text` and `fileId`.");
    bytes += Buffer.byteLength(data.text ?? "");
  }
  if (bytes <= INLINE_LIMIT_BYTES) return;
  const message = `The texts have ${bytes} bytes; at most ${limitsInWords.inline} are allowed in a request. Upload larger data with requestUpload.`;
  throw new AppError("PAYLOAD_TOO_LARGE", message, { limitBytes: INLINE_LIMIT_BYTES });
}

function filesOf(changes: readonly TestChangeInput[]): { fileId: string; field: string }[] {
  return dataIn(changes).flatMap(({ data, field }) => (data.fileId == null ? [] : [{ fileId: data.fileId, field: `${field}.fileId` }]));
}

async function expectFiles(em: EntityManager, viewer: SignedIn, files: readonly { fileId: string; field: string }[]): Promise<void> {
  const ready = await em.find(StoredFile, {
    id: { $in: files.map(({ fileId }) => fileId) },
    owner: viewer.id,
    purpose: "TEST_DATA",
    status: "READY",
  });
  const ids = new Set(ready.map(({ id }) => id));
  const missing = files.filter(({ fileId }) => !ids.has(fileId));
  if (missing.length === 0) return;
  const message = "Use a READY file of yours that was uploaded as TEST_DATA: see requestUpload and completeUpload.";
  throw fieldErrors(missing.map(({ field }) => ({ field, code: "UNKNOWN_VALUE", message })));
}
