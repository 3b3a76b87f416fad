import { catalogChanged } from "../../events/catalog-changed.event.js";
import { judgementFinished } from "../../events/judgement-finished.event.js";
import { topicChanged } from "../../events/topic-changed.event.js";
import type { Database } from "../../platform/database.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import { on } from "../../platform/outbox/outbox.js";
import type { ReadCache } from "../../platform/read-cache.js";
import type { Module } from "../module.js";
import { CATALOG } from "./catalog.js";
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
import { problemsPersonalData } from "./problems.personal-data.js";
import type { ProblemsService } from "./problems.service.js";
import { SeededProblem } from "./seeded-problem.entity.js";

export const problemEntities = [
  Problem,
  TestSet,
  ProblemRevision,
  ProblemCoAuthor,
  ProblemStats,
  ProblemViewerStatus,
  ProblemAttempt,
  SeededProblem,
];

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  problems: ProblemsService;
  readCache: ReadCache;
}

/** Selects the keys of objects that rows speak of, for backups. */
export const problemObjects = "select 'test-sets/' || sha256 as key from test_sets";

export function problemsModule({ db, storage, problems, readCache }: Dependencies): Module {
  return {
    personalData: problemsPersonalData({ storage }),
    resolvers: [
      new ProblemResolver(problems),
      new ProblemHistoryResolver(problems),
      new ProblemRevisionResolver(),
      new ProblemContentResolver(),
      new TestSetResolver(),
      new ProblemEditResolver(problems),
      new ProblemAuthorsResolver(problems),
      new TopicProblemsResolver(),
    ],
    eventHandlers: [
      on(judgementFinished, "count-verdict", createCountVerdict({ db })),
      // Once more, should whoever changed it have died before, or Redis have been away.
      on(catalogChanged, "forget-catalog", () => readCache.forget(CATALOG)),
      on(topicChanged, "forget-topics-of-catalog", () => readCache.forget(CATALOG)),
    ],
  };
}
