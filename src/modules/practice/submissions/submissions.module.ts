import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import { BestSolution } from "./results/best-solution.entity.js";
import { JudgementResultsResolver } from "./results/judgement-results.resolver.js";
import { createKeepBest } from "./results/keep-best.js";
import { intakeSettings } from "./intake.js";
import { judgeSubmission } from "./worker/judge-submission.job.js";
import { readProgram as readCheckerProgram } from "../problems/checker-programs/checker-program.rows.js";
import { createJudgeStateService } from "./judgements/judge-state.service.js";
import { JudgementResolver } from "./judgements/judgement.resolver.js";
import { JudgeResolver } from "./judgements/judge.resolver.js";
import { Judgement } from "./judgements/judgement.entity.js";
import { createJudgementProgress } from "./live/judgement-progress.js";
import { createJudgementRepository } from "./judgements/judgement.repository.js";
import { createJudgementStates } from "./judgements/judgement-states.js";
import { ProblemSubmissionsResolver } from "./problem-submissions.resolver.js";
import { applyRejudging } from "./rejudgings/apply-rejudging.js";
import { RejudgedSubmissionResolver } from "./rejudgings/rejudged-submission.resolver.js";
import { Rejudging } from "./rejudgings/rejudging.entity.js";
import { ProblemOutdatedVerdictsResolver, RejudgingResolver } from "./rejudgings/rejudging.resolver.js";
import { createRejudgingStreams } from "./rejudgings/rejudging.stream.js";
import { startRejudgingWorker } from "./rejudgings/rejudging-worker.js";
import { rejudgingsRetention } from "./rejudgings/rejudgings.retention.js";
import { createRejudgingsService, type RejudgingsService } from "./rejudgings/rejudgings.service.js";
import { measureGrowth } from "./run-code/measure-growth.job.js";
import { runCode } from "./run-code/run-code.job.js";
import { Submission } from "./submission.entity.js";
import { judgementByIdWith, latestJudgementWith } from "./submission.loaders.js";
import { SubmissionResolver } from "./submission.resolver.js";
import { createSubmissionStreams } from "./live/submission-status.stream.js";
import { submissionNodes } from "./submissions.nodes.js";
import { submissionsPersonalData } from "./submissions.personal-data.js";
import { createSubmissionsService, type SubmissionsService } from "./submissions.service.js";
import { ToolchainResolver } from "./judgements/toolchain.resolver.js";
import { createPresences } from "./worker/worker-presence.js";
import type { Module, Services } from "../../contracts/module.js";
import { createWatchMarks } from "./live/watch-marks.js";
import { verdictNotification } from "./verdict.notification.js";
import { startJudgeWorker } from "./worker/judge-worker.js";
import { Verification } from "./verification/verification.entity.js";
import { PublishTestsWarningsResolver, PublishWarningsResolver } from "./verification/publish-warnings.resolver.js";
import { ProblemVerificationsResolver, VerificationResolver } from "./verification/verification.resolver.js";
import { verificationsRetention } from "./verification/verifications.retention.js";
import { createVerificationsService, type VerificationsService } from "./verification/verifications.service.js";
import { submissionsPermissions } from "./submissions.permissions.js";

declare module "../../contracts/module.js" {
  interface Services {
    submissions: SubmissionsService;
    rejudgings: RejudgingsService;
    verifications: VerificationsService;
  }
}

type Needed = Pick<Services, "problems" | "problemPrograms" | "buildTestSets" | "settings">;

export default {
  name: "submissions",
  exports: [
    "intake",
    "judgements/judgement.type",
    "live/watch-marks",
    "rejudgings/rejudgings.service",
    "results/best-share",
    "results/diagnostic.type",
    "results/shown-verdict",
    "run-code/measure-growth.job",
    "run-code/run-code.job",
    "run-code/run-code.type",
    "submission.entity",
    "submission.rows",
    "submission.type",
    "submissions.service",
  ],
  entities: [Submission, Judgement, Rejudging, Verification, BestSolution],
  permissions: submissionsPermissions,
  fieldCosts: {
    "Submission.source": { weight: 64 },
    "Submission.files": { weight: 64 },
    "Judgement.compilerOutput": { weight: 16 },
    "Judgement.tests": { items: 100 },
    "Judgement.diagnostics": { items: 10 },
    "Judgement.failedTest": { weight: 16 },
    "Judgement.standing": { weight: 16 },
    "Standing.cpuHistogramMs": { items: 20 },
    "Standing.memoryHistogramKb": { items: 20 },
    "Rejudging.verdictChanges": { weight: 16, items: 20 },
    "Rejudging.gainedCount": { weight: 16 },
    "Rejudging.lostCount": { weight: 16 },
    "Problem.outdatedVerdictCount": { weight: 64 },
    "Verification.solutions": { weight: 16, items: 50 },
    "Verification.invalidInputs": { weight: 16, items: 100 },
    "Verification.irreproducibleTests": { weight: 16, items: 100 },
    "Query.publishWarnings": { weight: 16 },
    "Mutation.createRejudging": { weight: 256 },
    "Mutation.applyRejudging": { weight: 64 },
    "Mutation.cancelRejudging": { weight: 64 },
  },
  resolvers: [
    SubmissionResolver,
    JudgementResolver,
    JudgementResultsResolver,
    JudgeResolver,
    ToolchainResolver,
    RejudgingResolver,
    RejudgedSubmissionResolver,
    ProblemOutdatedVerdictsResolver,
    ProblemSubmissionsResolver,
    VerificationResolver,
    ProblemVerificationsResolver,
    PublishWarningsResolver,
    PublishTestsWarningsResolver,
  ],
  retention: [...rejudgingsRetention, ...verificationsRetention],
  settings: intakeSettings,
  jobs: [judgeSubmission, runCode, measureGrowth, applyRejudging],
  notificationKinds: [verdictNotification],
  personalData: submissionsPersonalData,

  wire(platform, { problems, problemPrograms, buildTestSets, settings }: Needed, { checkpoint }) {
    const inRedis = { redis: platform.redis, prefix: platform.env.REDIS_PREFIX };
    const judgements = createJudgementRepository(platform);
    const judgementStates = createJudgementStates(platform);
    const presences = createPresences(inRedis);
    const marks = createWatchMarks(inRedis);
    const progress = createJudgementProgress({ ...platform, ...inRedis });
    const streams = createSubmissionStreams({ ...platform, judgementStates, progress });
    const judgeState = createJudgeStateService({ ...platform, presences });
    const submissions = createSubmissionsService({ ...platform, problems, settings, judgements, judgementStates, judgeState });
    const rejudgings = createRejudgingsService(platform);
    const verifications = createVerificationsService(platform);
    const readProgram = (id: string) => readCheckerProgram(platform.db.em.fork(), id);
    platform.metrics.gauge(
      "judgements_waiting",
      "Queued submissions, the age of the oldest in seconds, and queued rejudgements.",
      ["figure"],
      async () => {
        const { count, oldestSeconds, rejudgements } = await judgementStates.backlog();
        return [
          { labels: { figure: "count" }, value: count },
          { labels: { figure: "oldest_seconds" }, value: oldestSeconds },
          { labels: { figure: "rejudgements" }, value: rejudgements },
        ];
      },
    );
    return {
      services: { submissions, rejudgings, verifications },
      resolvers: [
        new VerificationResolver(verifications, problemPrograms, platform),
        new SubmissionResolver(submissions, latestJudgementWith(progress), streams, marks),
        new JudgementResolver(judgeState),
        new JudgementResultsResolver(),
        new JudgeResolver(judgeState),
        new ToolchainResolver(judgeState.toolchains),
        new RejudgingResolver(rejudgings, createRejudgingStreams(platform)),
        new RejudgedSubmissionResolver(judgementByIdWith(progress)),
      ],
      eventHandlers: [on(judgementFinished, "best-solution", createKeepBest(platform))],
      nodes: submissionNodes(submissions, progress, judgeState),
      workers: [
        () => startJudgeWorker({ ...platform, judgements, judgementStates, presences, progress, readProgram, buildTestSets, checkpoint }),
        () => Promise.resolve(startRejudgingWorker({ ...platform, checkpoint })),
      ],
    };
  },
} satisfies Module;
