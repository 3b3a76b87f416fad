import type { Module } from "../../contracts/module.js";
import { intakeSettings } from "./intake.js";
import { judgeSubmission } from "./worker/judge-submission.job.js";
import { createJudgeStateService } from "./judgements/judge-state.service.js";
import { startJudgeWorker, type JudgeWorkerDependencies } from "./worker/judge-worker.js";
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
import { createVerdictNotification } from "./verdict.notification.js";
import { allSubmissionsMark, createWatchMarks, submissionMark } from "./live/watch-marks.js";
import { createPresences } from "./worker/worker-presence.js";
import type { Settings } from "../../base/settings/settings.service.js";
import type { ProblemsService } from "../problems/problems.service.js";
import type { Database } from "../../../platform/database/database.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { RedisConnection } from "../../../platform/redis/redis.js";

export const submissionEntities = [Submission, Judgement];

type Dependencies = Omit<JudgeWorkerDependencies, "judgements" | "presences" | "progress"> & {
  db: Database;
  redis: RedisConnection;
  problems: ProblemsService;
  limiter: RateLimiter;
  settings: Settings;
};

export function submissionsModule(dependencies: Dependencies): Module {
  const { env, redis, metrics } = dependencies;
  const judgements = createJudgementRepository(dependencies);
  const presences = createPresences({ redis, prefix: env?.REDIS_PREFIX });
  const marks = createWatchMarks({ redis, prefix: env?.REDIS_PREFIX });
  const rejudge = createRejudgeService({ ...dependencies, judgements });
  const progress = createJudgementProgress({ ...dependencies, prefix: env?.REDIS_PREFIX });
  const streams = createSubmissionStreams({ ...dependencies, judgements, progress });
  const judgeState = createJudgeStateService({ ...dependencies, presences });
  const submissions = createSubmissionsService({ ...dependencies, judgements, judgeState });
  // A schema is built without a platform, to be looked at.
  metrics?.gauge("judgements_waiting", "Judgements without a worker, and the age of the oldest in seconds.", ["figure"], async () => {
    const { count, oldestSeconds } = await judgements.backlog();
    return [
      { labels: { figure: "count" }, value: count },
      { labels: { figure: "oldest_seconds" }, value: oldestSeconds },
    ];
  });
  return {
    resolvers: [
      new SubmissionResolver(submissions, latestJudgementWith(progress)),
      new JudgementResolver(judgeState),
      new JudgeResolver(judgeState),
      new ToolchainResolver(judgeState.toolchains),
      new RejudgeResolver(rejudge),
      new ProblemSubmissionsResolver(),
    ],
    nodes: submissionNodes(submissions, progress, judgeState),
    streams: {
      async submissionStatus({ submissionId }, { em, viewer }) {
        const { id, userId } = await submissions.read(em, viewer, String(submissionId));
        const events = await streams.watchSubmission(id);
        return viewer?.id === userId ? marks.during(submissionMark(id), events) : events;
      },
      mySubmissionUpdates: async ({ after }, { signedIn: { id } }) =>
        marks.during(allSubmissionsMark(id), await streams.watchSubmissionsOf(id, (after as string | null | undefined) ?? null)),
    },
    personalData: submissionsPersonalData,
    notificationKinds: [createVerdictNotification(marks)],
    settings: intakeSettings,
    jobs: [judgeSubmission, runCode],
    workers: [() => startJudgeWorker({ ...dependencies, judgements, presences, progress })],
  };
}
