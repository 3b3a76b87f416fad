import { intakeSettings } from "./intake.js";
import { judgeSubmission } from "./worker/judge-submission.job.js";
import { createJudgeStateService } from "./judgements/judge-state.service.js";
import { JudgementResolver } from "./judgements/judgement.resolver.js";
import { JudgeResolver } from "./judgements/judge.resolver.js";
import { Judgement } from "./judgements/judgement.entity.js";
import { createJudgementProgress } from "./live/judgement-progress.js";
import { createJudgementRepository } from "./judgements/judgement.repository.js";
import { ProblemSubmissionsResolver } from "./problem-submissions.resolver.js";
import { RejudgeResolver } from "./rejudge/rejudge.resolver.js";
import { createRejudgeService } from "./rejudge/rejudge.service.js";
import { runCode } from "./run-code/run-code.job.js";
import { Submission } from "./submission.entity.js";
import { latestJudgementWith } from "./submission.loaders.js";
import { SubmissionResolver } from "./submission.resolver.js";
import { createSubmissionStreams } from "./live/submission-status.stream.js";
import { submissionNodes } from "./submissions.nodes.js";
import { submissionsPersonalData } from "./submissions.personal-data.js";
import { createSubmissionsService } from "./submissions.service.js";
import { ToolchainResolver } from "./judgements/toolchain.resolver.js";
import { createPresences } from "./worker/worker-presence.js";
import type { Module, Services } from "../../contracts/module.js";
import { createWatchMarks } from "./live/watch-marks.js";
import { verdictNotification } from "./verdict.notification.js";
import { startJudgeWorker } from "./worker/judge-worker.js";
import { submissionsPermissions } from "./submissions.permissions.js";

export default {
  name: "submissions",
  entities: [Submission, Judgement],
  permissions: submissionsPermissions,
  fieldCosts: {
    "Submission.source": { weight: 64 },
    "Judgement.compilerOutput": { weight: 16 },
    "Judgement.tests": { items: 100 },
  },
  resolvers: [SubmissionResolver, JudgementResolver, JudgeResolver, ToolchainResolver, RejudgeResolver, ProblemSubmissionsResolver],
  settings: intakeSettings,
  jobs: [judgeSubmission, runCode],
  notificationKinds: [verdictNotification],
  personalData: submissionsPersonalData,

  wire(platform, { problems, settings }: Pick<Services, "problems" | "settings">, { checkpoint }) {
    const inRedis = { redis: platform.redis, prefix: platform.env.REDIS_PREFIX };
    const judgements = createJudgementRepository(platform);
    const presences = createPresences(inRedis);
    const marks = createWatchMarks(inRedis);
    const progress = createJudgementProgress({ ...platform, ...inRedis });
    const streams = createSubmissionStreams({ ...platform, judgements, progress });
    const judgeState = createJudgeStateService({ ...platform, presences });
    const submissions = createSubmissionsService({ ...platform, problems, settings, judgements, judgeState });
    const rejudge = createRejudgeService({ ...platform, judgements });
    platform.metrics.gauge(
      "judgements_waiting",
      "Number of queued judgements, and the age of the oldest in seconds.",
      ["figure"],
      async () => {
        const { count, oldestSeconds } = await judgements.backlog();
        return [
          { labels: { figure: "count" }, value: count },
          { labels: { figure: "oldest_seconds" }, value: oldestSeconds },
        ];
      },
    );
    return {
      resolvers: [
        new SubmissionResolver(submissions, latestJudgementWith(progress), streams, marks),
        new JudgementResolver(judgeState),
        new JudgeResolver(judgeState),
        new ToolchainResolver(judgeState.toolchains),
        new RejudgeResolver(rejudge),
      ],
      nodes: submissionNodes(submissions, progress, judgeState),
      workers: [() => startJudgeWorker({ ...platform, judgements, presences, progress, checkpoint })],
    };
  },
} satisfies Module;
