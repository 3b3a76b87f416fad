/** Submissions that no worker takes, with the events that their judging would publish. */
import { Redis } from "ioredis";
import { pino } from "pino";
import { newId } from "../../src/kernel/ids.js";
import {
  eventOfState,
  publishStatus,
  runningEvent,
  submissionStatusTopic,
  type SubmissionStatusEvent,
} from "../../src/modules/practice/submissions/live/submission-status.event.js";
import { createPubSub } from "../../src/platform/redis/pub-sub.js";
import { keyOf } from "./ids.js";
import type { Api, Installation } from "./installation.js";
import { createLearner, submit, SUM_ACCEPTED, type Problem } from "./scenario.js";

const TESTS = 6;

export const passedTest = (index: number, actual = "3\n") => ({
  index,
  verdict: "ACCEPTED" as const,
  detail: null,
  cpuMs: 1,
  wallMs: 1,
  peakMemoryKb: 1,
  sample: { input: "", expected: "", actual, stderr: "", message: null },
});

export function liveSubmissions({ env, sql }: Installation) {
  const redis = new Redis(env.REDIS_URL!);
  const subscriber = redis.duplicate();
  const pubSub = createPubSub({ prefix: env.REDIS_PREFIX!, publisher: redis, subscriber, log: pino({ level: "silent" }) });

  return {
    async submitted(api: Api, problem: Problem) {
      const learner = await createLearner(api);
      const id = await submit(learner, problem, SUM_ACCEPTED);
      const [judgement] = await sql<{ id: string }>("select id from judgements where submission_id = $1", [id]);
      const now = new Date().toISOString();
      const about = {
        ...{
          userId: keyOf(learner.userId),
          problemId: keyOf(problem.id),
          problemAuthorId: newId(),
          problemCoAuthorIds: [],
          language: "python",
        },
        ...{ sourceBytes: 10, createdAt: now, testSetVersion: 1, problemRevision: 1, queuedAt: now, startedAt: now },
      };
      const running = { submissionId: keyOf(id), judgementId: judgement!.id, attempt: 1, about };
      const publish = (event: SubmissionStatusEvent) => publishStatus(pubSub, event);
      const finished = eventOfState({
        ...runningEvent(running, TESTS),
        id: judgement!.id,
        status: "FINISHED",
        verdict: "ACCEPTED",
        testsPassed: TESTS,
        tests: Array.from({ length: TESTS }, (_, index) => passedTest(index)),
        finishedAt: new Date(),
        finishNumber: 1,
      });
      return { learner, id, running, publish, finish: () => publish(finished) };
    },

    /** Of the submission alone, not of its account. */
    publishTo: (id: string, event: SubmissionStatusEvent) => pubSub.publish(submissionStatusTopic, keyOf(id), event),

    /** How many processes are subscribed to a submission in Redis. */
    async processesAt(id: string): Promise<number> {
      const [, count] = (await redis.pubsub("NUMSUB", `${env.REDIS_PREFIX}:${submissionStatusTopic.name}:${keyOf(id)}`)) as [
        string,
        number,
      ];
      return count;
    },

    close: () => [redis, subscriber].forEach((connection) => connection.disconnect()),
  };
}
