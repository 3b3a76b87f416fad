import { catalogChanged } from "../../../events/catalog-changed.event.js";
import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { topicChanged } from "../../../events/topic-changed.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { createClaims } from "../../contracts/claims.js";
import { CATALOG } from "./list/catalog.js";
import { problemSearchSource } from "./list/problem.search-source.js";
import { CatalogResolver } from "./list/catalog.resolver.js";
import { createCountVerdict } from "./counts/count-verdict.js";
import { ContentFunctionResolver, ProblemFunctionResolver } from "./functions/function-problem.resolver.js";
import { ContentIncludedFilesResolver, ProblemIncludedFilesResolver } from "./included/included-files.resolver.js";
import { ProblemAttempt } from "./counts/problem-attempt.entity.js";
import { ContentFilesResolver, ProblemFileResolver, ProblemFilesResolver } from "./files/problem-file.resolver.js";
import { createProblemFileLinks } from "./files/problem-file.rows.js";
import { ProblemFile } from "./files/problem-file.entity.js";
import { startProblemFileSweeper } from "./files/problem-file-sweeper.js";
import { createProblemFiles } from "./files/problem-files.service.js";
import { ProblemAuthorsResolver } from "./authors/problem-authors.resolver.js";
import { OrganizationProblemsResolver, ProblemOwnerResolver } from "./authors/problem-owner.resolver.js";
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
import { problemsOrganizationData } from "./problems.organization-data.js";
import { problemsPersonalData } from "./problems.personal-data.js";
import { problemAuthored } from "./authors/problem.authored.js";
import { createProblemEdits } from "./authors/problem-access.js";
import { RelatedProblemsResolver } from "./list/related-problems.resolver.js";
import { SeededProblem } from "./edits/seeded-problem.entity.js";
import { SolvedCountsResolver } from "./list/solved-counts.resolver.js";
import type { ProgramRunner } from "../../../judge/problem-programs/program-runner.js";
import { StoredProblemProgram } from "./programs/problem-program.entity.js";
import { ProblemProgramResolver } from "./programs/problem-program.resolver.js";
import { createProblemPrograms, type ProblemPrograms } from "./programs/problem-programs.js";
import { validateTests } from "./programs/validate-tests.job.js";
import { buildTestSet, createBuildWork } from "./tests/build-test-set.job.js";
import { TestSetBuild } from "./tests/test-set-build.entity.js";
import { ProblemTestSetBuildResolver, TestSetBuildResolver } from "./tests/test-set-build.resolver.js";
import { startTestSetSweeper } from "./tests/test-set-sweeper.js";
import { createTestSetBuilds } from "./tests/test-set-builds.service.js";
import type { Module, Services } from "../../contracts/module.js";
import { StoredCheckerProgram } from "./checker-programs/checker-program.entity.js";
import { ContentCheckerProgramResolver, ProblemCheckerProgramResolver } from "./checker-programs/checker-program.resolver.js";
import { compileCheckerProgram } from "./checker-programs/compile-checker.job.js";
import { createProblemsService, type ProblemsService } from "./problems.service.js";
import { problemEntitlements } from "./problems.entitlements.js";
import { problemsPermissions } from "./problems.permissions.js";

declare module "../../contracts/module.js" {
  interface Services {
    problems: ProblemsService;
    problemPrograms: ProblemPrograms;
    /** Starts building test sets, in the worker that has a sandbox. */
    buildTestSets: (runner: ProgramRunner) => BackgroundWork;
  }
}

export default {
  name: "problems",
  exports: [
    "authors/problem-access",
    "checker-programs/checker-program-checks",
    "checker-programs/checker-program.rows",
    "checker-programs/checker-program.type",
    "checker-programs/checker-programs",
    "checker-programs/compile-checker.job",
    "checker-programs/file-name",
    "edits/effective-limits",
    "edits/engine-support",
    "edits/feedback",
    "edits/limits",
    "edits/problem-content",
    "edits/problem-credits",
    "edits/problem-edit.type",
    "edits/problem-fields",
    "edits/problem-lifecycle.type",
    "edits/problem-limits",
    "edits/starter-code",
    "functions/fitting-tests",
    "functions/function-fields",
    "files/problem-file.entity",
    "files/problem-file.rows",
    "files/store-problem-files",
    "included/included-files",
    "included/included-files.type",
    "list/problem-conditions",
    "list/problem-search",
    "list/problem-solve",
    "problem.entity",
    "problem.loaders",
    "problem.rows",
    "problem.type",
    "problems.service",
    "programs/problem-program.type",
    "programs/problem-programs",
    "programs/program-checks",
    "programs/program-rows",
    "programs/test-validation",
    "programs/validate-tests.job",
    "revisions/problem-revisions",
    "scoring/problem-scoring",
    "scoring/scoring.input",
    "tests/build-plan",
    "tests/checker.type",
    "tests/line-ends",
    "tests/problem-checks",
    "tests/problem-tests.type",
    "tests/stored-test-set",
    "tests/test-faults",
    "tests/test-limits",
    "tests/test-set-assembly",
    "tests/test-set-build.type",
    "tests/test-set-builds.loaders",
    "tests/test-set-versions",
    "tests/zip-entries",
  ],
  entities: [
    Problem,
    TestSet,
    ProblemRevision,
    ProblemCoAuthor,
    ProblemStats,
    ProblemViewerStatus,
    ProblemAttempt,
    SeededProblem,
    TestSetBuild,
    StoredCheckerProgram,
    StoredProblemProgram,
    ProblemFile,
  ],
  objects: "select 'test-sets/' || sha256 as key from test_sets union select key from problem_files",
  permissions: problemsPermissions,
  entitlements: problemEntitlements,
  fieldCosts: {
    "Problem.statement": { weight: 16 },
    "Problem.constraints": { weight: 4 },
    "Problem.explanation": { weight: 16 },
    "Problem.hints": { weight: 16 },
    "Problem.starterCode": { weight: 4 },
    "Problem.starterCodes": { weight: 16 },
    // Scans all problems that share a topic or a tag.
    "Problem.similarProblems": { weight: 200 },
    // Scan the catalog.
    "Query.problemFacets": { weight: 100 },
    "ProblemFacets.topics": { items: 50 },
    "ProblemFacets.tags": { items: 50 },
    "Query.tags": { weight: 20 },
    "ProblemRevision.content": { weight: 16 },
    "Problem.checkerProgram": { weight: 64 },
    "ProblemContent.checkerProgram": { weight: 64 },
    "Problem.interactor": { weight: 64 },
    "ProblemContent.interactor": { weight: 64 },
    "ProblemContent.drivers": { weight: 64 },
    "Problem.includedFiles": { weight: 64 },
    "ProblemContent.includedFiles": { weight: 64 },
    "ProblemProgram.source": { weight: 64 },
    "ProblemProgram.files": { weight: 64 },
    "Problem.programs": { items: 20 },
    "Problem.attachments": { items: 10 },
    "Problem.pictures": { items: 10 },
    "ProblemContent.files": { items: 10 },
    // Reads a stored test set up to the test, and returns two slices of it.
    "Query.problemTest": { weight: 1000 },
  },
  resolvers: [
    ProblemResolver,
    ProblemHistoryResolver,
    ProblemRevisionResolver,
    ProblemContentResolver,
    TestSetResolver,
    TestSetBuildResolver,
    ProblemTestSetBuildResolver,
    ProblemEditResolver,
    ProblemAuthorsResolver,
    ProblemOwnerResolver,
    OrganizationProblemsResolver,
    TopicProblemsResolver,
    CatalogResolver,
    RelatedProblemsResolver,
    SolvedCountsResolver,
    ProblemCheckerProgramResolver,
    ContentCheckerProgramResolver,
    ProblemProgramResolver,
    ProblemFileResolver,
    ProblemFilesResolver,
    ContentFilesResolver,
    ProblemFunctionResolver,
    ContentFunctionResolver,
    ProblemIncludedFilesResolver,
    ContentIncludedFilesResolver,
  ],
  jobs: [buildTestSet, compileCheckerProgram, validateTests],
  searchSources: [problemSearchSource],
  authored: [problemAuthored],
  personalData: problemsPersonalData,
  organizationData: problemsOrganizationData,

  wire(platform, { topics }: Pick<Services, "topics">, { checkpoint }) {
    const { db, jobs, storage, limiter, readCache, log } = platform;
    const engine = platform.env.EXECUTION_ENGINE;
    const problems = createProblemsService({ db, storage, topics, readCache, jobs, limiter, log, engine });
    const edits = createProblemEdits({ db, readCache });
    const links = createProblemFileLinks(storage);
    const problemPrograms = createProblemPrograms({ db, edits, jobs, limiter, log, engine });
    const claims = createClaims(db, { name: "test_set_builds", waiting: "QUEUED", givenBack: "QUEUED" });
    const buildTestSets = (runner: ProgramRunner) => {
      const work = createBuildWork({ db, storage, edits, runner, log, checkpoint });
      return startClaimedWork({ jobs, log, claims, job: buildTestSet, work });
    };
    return {
      services: { problems, problemPrograms, buildTestSets },
      resolvers: [
        new ProblemResolver(problems, links),
        new ProblemHistoryResolver(problems),
        new ProblemRevisionResolver(links),
        new ProblemFileResolver(createProblemFiles({ db, storage, edits }), links),
        new TestSetBuildResolver(createTestSetBuilds({ db, jobs, limiter, log })),
        new ProblemEditResolver(problems),
        new ProblemAuthorsResolver(problems),
        new ProblemProgramResolver(problemPrograms),
      ],
      nodes: problemNodes,
      eventHandlers: [
        on(judgementFinished, "count-verdict", createCountVerdict({ db })),
        // Repeats the invalidation, in case the writer died before it or Redis was unavailable.
        on(catalogChanged, "forget-catalog", () => readCache.forget(CATALOG)),
        on(topicChanged, "forget-topics-of-catalog", () => readCache.forget(CATALOG)),
      ],
      workers: [async () => startTestSetSweeper({ db, storage, log }), async () => startProblemFileSweeper({ db, storage, log })],
    };
  },
} satisfies Module;
