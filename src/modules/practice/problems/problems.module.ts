import { catalogChanged } from "../../../events/catalog-changed.event.js";
import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { topicChanged } from "../../../events/topic-changed.event.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { ReadCache } from "../../../platform/redis/read-cache.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { createClaims } from "../../contracts/claims.js";
import type { Module } from "../../contracts/module.js";
import { CATALOG } from "./list/catalog.js";
import { CatalogResolver } from "./list/catalog.resolver.js";
import { createCountVerdict } from "./counts/count-verdict.js";
import { ProblemAttempt } from "./counts/problem-attempt.entity.js";
import { ProblemAuthorsResolver } from "./authors/problem-authors.resolver.js";
import { ProblemCoAuthor } from "./authors/problem-co-author.entity.js";
import { ProblemEditResolver } from "./edits/problem-edit.resolver.js";
import {
  ProblemContentResolver,
  ProblemHistoryResolver,
  ProblemRevisionResolver,
  TestSetResolver,
} from "./revisions/problem-history.resolver.js";
import { ProblemRevision } from "./revisions/problem-revision.entity.js";
import { ProblemStats } from "./counts/problem-stats.entity.js";
import { ProblemViewerStatus } from "./counts/problem-viewer-status.entity.js";
import { Problem, TestSet } from "./problem.entity.js";
import { ProblemResolver, TopicProblemsResolver } from "./problem.resolver.js";
import { problemNodes } from "./problems.nodes.js";
import { problemsPersonalData } from "./problems.personal-data.js";
import type { ProblemsService } from "./problems.service.js";
import { createProblemEdits } from "./authors/problem-access.js";
import { RelatedProblemsResolver } from "./list/related-problems.resolver.js";
import { SeededProblem } from "./edits/seeded-problem.entity.js";
import { SolvedCountsResolver } from "./list/solved-counts.resolver.js";
import { buildTestSet, createBuildWork } from "./tests/build-test-set.job.js";
import { TestSetBuild } from "./tests/test-set-build.entity.js";
import { ProblemTestSetBuildResolver, TestSetBuildResolver } from "./tests/test-set-build.resolver.js";
import { startTestSetSweeper } from "./tests/test-set-sweeper.js";
import { createTestSetBuilds } from "./tests/test-set-builds.service.js";

export const problemEntities = [
  Problem,
  TestSet,
  ProblemRevision,
  ProblemCoAuthor,
  ProblemStats,
  ProblemViewerStatus,
  ProblemAttempt,
  SeededProblem,
  TestSetBuild,
];

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  problems: ProblemsService;
  readCache: ReadCache;
  log: Logger;
}

/** Selects the keys of objects that rows speak of, for backups. */
export const problemObjects = "select 'test-sets/' || sha256 as key from test_sets";

export function problemsModule({ db, jobs, storage, limiter, problems, readCache, log }: Dependencies): Module {
  const buildWork = createBuildWork({ db, storage, edits: createProblemEdits({ db, readCache }), log });
  const claims = createClaims(db, { name: "test_set_builds", waiting: "QUEUED", givenBack: "QUEUED" });
  return {
    jobs: [buildTestSet],
    workers: [
      async () => startClaimedWork({ jobs, log, claims, job: buildTestSet, work: buildWork }),
      async () => startTestSetSweeper({ db, storage, log }),
    ],
    personalData: problemsPersonalData({ storage }),
    nodes: problemNodes,
    resolvers: [
      new ProblemResolver(problems),
      new ProblemHistoryResolver(problems),
      new ProblemRevisionResolver(),
      new ProblemContentResolver(),
      new TestSetResolver(),
      new TestSetBuildResolver(createTestSetBuilds({ db, jobs, limiter, log })),
      new ProblemTestSetBuildResolver(),
      new ProblemEditResolver(problems),
      new ProblemAuthorsResolver(problems),
      new TopicProblemsResolver(),
      new CatalogResolver(),
      new RelatedProblemsResolver(),
      new SolvedCountsResolver(),
    ],
    eventHandlers: [
      on(judgementFinished, "count-verdict", createCountVerdict({ db })),
      // Once more, should whoever changed it have died before, or Redis have been away.
      on(catalogChanged, "forget-catalog", () => readCache.forget(CATALOG)),
      on(topicChanged, "forget-topics-of-catalog", () => readCache.forget(CATALOG)),
    ],
  };
}
