/**
 * Finished tests of running judgements, stored in Redis, so that every API process shows the current state. The worker
 * writes them in the same pipeline that publishes the step. If lost, there are gaps until the verdict, which is read from
 * the row.
 */
import * as z from "zod";
import { scoreState } from "../../../../judge/scoring/group-result.js";
import { testResult } from "../../../../judge/test-result.js";
import { contract, readJson } from "../../../../kernel/contract.js";
import { count } from "../../../../kernel/schemas.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { askInTime, type RedisCommands, type RedisConnection } from "../../../../platform/redis/redis.js";
import { scoreColumns } from "../judgements/score-columns.js";
import { isBeingJudged, keptTest, type JudgingProgress, type SubmissionStatusEvent } from "./submission-status.event.js";

/** One claim of a judgement; a later attempt starts over. */
interface Attempt {
  id: string;
  attempt: number;
  status: SubmissionStatusEvent["status"];
}

export interface JudgementProgress {
  /** Adds the commands that store this event's test, or that delete the progress when judging has ended. */
  keep(event: SubmissionStatusEvent, commands: RedisCommands): void;
  /** By judgement id, in one round trip and only for running judgements. Empty while Redis is down. */
  of(judgements: readonly Attempt[]): Promise<Map<string, JudgingProgress>>;
}

/** Since the last finished test; much longer than one test can take. */
const LIFE_MS = 10 * MINUTE_MS;
const PATIENCE_MS = 200;

interface Dependencies {
  redis: RedisConnection;
  prefix: string;
  log: Logger;
}

export function createJudgementProgress({ redis, prefix, log }: Dependencies): JudgementProgress {
  // The key contains the attempt, so that a worker that lost its claim cannot change what is shown.
  const key = (judgementId: string, attempt: number) => `${prefix}:progress:${judgementId}:${attempt}`;
  const failed = (error: unknown) => log.warn({ err: error }, "progress of judgements not read");

  return {
    keep({ judgementId, attempt, status, test, testsPassed, testsFinished, score, maxScore, groups }, commands) {
      const hash = key(judgementId, attempt);
      if (!isBeingJudged(status)) {
        commands.del(hash);
        return;
      }
      if (!test) return;
      commands.hset(hash, test.index, JSON.stringify({ testsPassed, testsFinished, test: keptTest(test) })).pexpire(hash, LIFE_MS);
      if (groups) commands.hset(hash, SCORE, JSON.stringify({ score, maxScore, groups }));
    },

    async of(judgements) {
      const judged = judgements.filter(({ status }) => isBeingJudged(status));
      if (judged.length === 0) return new Map();
      const read = () => Promise.all(judged.map(({ id, attempt }) => redis.hgetall(key(id, attempt))));
      const found = (await askInTime(redis, PATIENCE_MS, read, failed)) ?? [];
      return new Map(found.map((kept, i) => [judged[i]!.id, progressIn(kept)]));
    },
  };
}

/** A field of the hash. */
export const keptStep = contract("judgement progress", z.object({ testsPassed: count, testsFinished: count.optional(), test: testResult }));

/** The newest score, in the field SCORE of the hash. */
export const keptScore = contract("judgement score", scoreState);
const SCORE = "score";

function progressIn({ [SCORE]: score, ...kept }: Record<string, string>): JudgingProgress {
  const steps = Object.values(kept).flatMap((text) => readJson(keptStep, text) ?? []);
  steps.sort((a, b) => a.test.index - b.test.index);
  const last = steps.at(-1);
  return {
    testsPassed: last?.testsPassed ?? 0,
    testsFinished: last?.testsFinished ?? (last?.test.index ?? -1) + 1,
    tests: steps.map(({ test }) => test),
    ...scoreColumns((score && readJson(keptScore, score)) || null),
  };
}
