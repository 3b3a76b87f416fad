import { catalogChanged } from "../../events/catalog-changed.event.js";
import { judgementFinished } from "../../events/judgement-finished.event.js";
import { topicChanged } from "../../events/topic-changed.event.js";
import type { Database } from "../../platform/database.js";
import type { Jobs } from "../../platform/jobs.js";
import type { Logger } from "../../platform/logger.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import { on } from "../../platform/outbox/outbox.js";
import type { RateLimiter } from "../../platform/rate-limit.js";
import type { ReadCache } from "../../platform/read-cache.js";
import { startClaimedWork } from "../claimed-work.js";
import { createClaims } from "../claims.js";
import type { Module } from "../module.js";
import { CATALOG } from "./catalog.js";
import { CatalogResolver } from "./catalog.resolver.js";
import { createCountVerdict } from "./count-verdict.js";
import { ProblemAttempt } from "./problem-attempt.entity.js";
import { ProblemAuthorsResolver } from "./problem-authors.resolver.js";
import { ProblemCoAuthor } from "./problem-co-author.entity.js";
import { ProblemEditResolver } from "./problem-edit.resolver.js";
import { ProblemContentResolver, ProblemHistoryResolver, ProblemRevisionResolver, TestSetResolver } from "./problem-history.resolver.js";
import { ProblemRevision } from "./problem-revision.entity.js";
import { ProblemStats } from "./problem-stats.entity.js";
import { ProblemViewerStatus } from "./problem-viewer-status.entity.js";
import { Problem, TestSet } from "./problem.entity.js";
import { ProblemResolver, TopicProblemsResolver } from "./problem.resolver.js";
import { problemNodes } from "./problems.nodes.js";
import { problemsPersonalData } from "./problems.personal-data.js";
import type { ProblemsService } from "./problems.service.js";
import { createProblemEdits } from "./problem-access.js";
import { RelatedProblemsResolver } from "./related-problems.resolver.js";
import { SeededProblem } from "./seeded-problem.entity.js";
import { SolvedCountsResolver } from "./solved-counts.resolver.js";
import { buildTestSet, createBuildWork } from "./test-sets/build-test-set.job.js";
import { TestSetBuild } from "./test-sets/test-set-build.entity.js";
import { ProblemTestSetBuildResolver, TestSetBuildResolver } from "./test-sets/test-set-build.resolver.js";
import { createTestSetBuilds } from "./test-sets/test-set-builds.service.js";

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
    workers: [async () => startClaimedWork({ jobs, log, claims, job: buildTestSet, work: buildWork })],
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
