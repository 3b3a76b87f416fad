import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { AiFailure, type AiProvider } from "../../../../platform/ai/provider.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { startClaimedWork } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { aiEnabled } from "../ai-settings.js";
import type { AnyFeature, WorkRequest } from "../features/feature.js";
import type { AiFailureCode, AiKind } from "../requests/ai-kinds.js";
import { aiChangeTopic, type AiPieces } from "../requests/ai-pieces.js";
import { aiJob } from "../requests/ai-requests.service.js";
import { createAiClaims } from "./ai-claims.js";
import { askForAnswer, NoAnswer } from "./answer.js";
import { createPieceBatches } from "./piece-batches.js";
import { createOverlap } from "./reference-overlap.js";

interface Dependencies {
  db: Database;
  jobs: Jobs;
  pubSub: PubSub;
  log: Logger;
  ai: AiProvider | null;
  settings: Settings;
  pieces: AiPieces;
  features: Readonly<Record<AiKind, AnyFeature>>;
  concurrency: number;
  /** Called as `ai-piece-1` and so on. */
  checkpoint(name: string): void;
}

/** Times that a provider may fail to answer a request before it is given up. */
const FAILURES_MAX = 5;
const SWITCHED_OFF_MS = MINUTE_MS;
const FIRST_WAIT_MS = 2 * SECOND_MS;
const LONGEST_WAIT_MS = 10 * MINUTE_MS;

/** The request goes back to the queue. */
class Later extends Error {
  override name = "Later";

  constructor(readonly waitMs: number) {
    super("The AI provider is busy.");
  }
}

/** Runs in every worker: takes AI requests, several at once, as they mostly wait. No connection to the database is held meanwhile. */
export function startAiWorker({
  db,
  jobs,
  pubSub,
  log,
  ai,
  settings,
  pieces,
  features,
  concurrency,
  checkpoint,
}: Dependencies): BackgroundWork {
  const claims = createAiClaims(db);

  const work = async (claim: Claim, keep: () => Promise<void>) => {
    if (!settings.get(aiEnabled)) throw new Later(SWITCHED_OFF_MS);
    const [request] = await rows<WorkRequest>(
      db.em.fork(),
      `select id, user_id as "userId", kind, subject_id as "subjectId", level, prompt from ai_requests where id = ?`,
      [claim.id],
    );
    if (!request) return;
    await pieces.changed(claim.id);
    const stop = new AbortController();
    const unsubscribe = await pubSub.subscribe(aiChangeTopic, claim.id, () => {
      claims.isMine(claim).then(
        (mine) => mine || stop.abort(new Error("The request has ended.")),
        () => undefined,
      );
    });
    try {
      await answer(claim, request, stop.signal, keep);
    } catch (error) {
      if (stop.signal.aborted) return;
      throw error;
    } finally {
      unsubscribe();
      await pieces.changed(claim.id);
    }
  };

  const answer = async (claim: Claim, request: WorkRequest, signal: AbortSignal, keep: () => Promise<void>) => {
    const feature = features[request.kind];
    if (!ai) return void (await claims.fail(claim, "UNAVAILABLE"));
    let sequence = 0;
    let arrived = 0;
    const batches = createPieceBatches((batch) => {
      sequence += 1;
      pieces.publish(claim.id, { attempt: claim.attempt, sequence, ...batch });
    });
    try {
      const references = (await feature.secretReferences?.(request)) ?? [];
      const { answer: given, pieces: count } = await askForAnswer({
        ...{ provider: ai, feature, request, signal },
        overlap: createOverlap(references),
        say: batches.add,
        spend: (spent) => claims.spend(claim, spent),
        async keep() {
          checkpoint(`ai-piece-${(arrived += 1)}`);
          await keep();
        },
      });
      checkpoint("ai-finish-before");
      await claims.finish(claim, { text: given.text, answer: given, pieces: count });
      checkpoint("ai-finish-after");
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = failureOf(error);
      if (failure === null) throw error;
      if (failure !== "BUSY") return void (await claims.fail(claim, failure));
      const failures = await claims.countFailure(claim);
      if (failures >= FAILURES_MAX) return void (await claims.fail(claim, "UNAVAILABLE"));
      log.warn({ job: aiJob.name, id: claim.id, failures, err: error }, "AI provider did not answer");
      const wanted = (error as AiFailure).retryAfterMs ?? 0;
      throw new Later(Math.min(LONGEST_WAIT_MS, Math.max(wanted, FIRST_WAIT_MS * 2 ** (failures - 1))));
    } finally {
      batches.close();
    }
  };

  return startClaimedWork({
    ...{ jobs, log, claims, job: aiJob, work, concurrency },
    expectedWaitMs: (error) => (error instanceof Later ? error.waitMs : null),
  });
}

/** Null: not of the provider. */
function failureOf(error: unknown): AiFailureCode | "BUSY" | null {
  if (error instanceof NoAnswer) return error.failure;
  if (error instanceof AiFailure) return error.fault;
  return null;
}
