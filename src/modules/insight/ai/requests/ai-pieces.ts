/** The text of a running request, piece by piece: published to watchers and kept in Redis, in one write. */
import * as z from "zod";
import { contract, readJson, type PayloadOf } from "../../../../kernel/contract.js";
import { count } from "../../../../kernel/schemas.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { askInTime, type RedisConnection } from "../../../../platform/redis/redis.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

const piece = z.object({
  /** Number of the claim. */
  attempt: count,
  /** From 1. A later text of the same claim, such as a repaired answer, continues to count. */
  sequence: count,
  /** Whether the text before it no longer counts. */
  startsOver: z.boolean(),
  text: z.string(),
});

/** A new piece; or, with null, the row has changed. */
export const aiRequestTopic = contract("ai-request", z.object({ piece: piece.nullable() }));
/** For the worker on a request: the row has changed. Apart from the pieces, so that a worker does not receive its own. */
export const aiChangeTopic = contract("ai-request-change", z.object({}));
export const keptPiece = contract("piece of an AI answer", piece);
export type AiPieceEvent = PayloadOf<typeof keptPiece>;

const PATIENCE_MS = 500;
/** After the last piece; the row has the text when it has ended. */
const LIFE_MS = HOUR_MS;

export interface AiPieces {
  /** Not awaited by the worker: writes of one connection stay in order. Failures are logged; the row has the whole text in the end. */
  publish(requestId: string, piece: AiPieceEvent): void;
  /** Tells watchers and the worker to read the row. */
  changed(requestId: string): Promise<void>;
  /** Pieces of a claim so far, in order. Empty without Redis. */
  of(requestId: string, attempt: number): Promise<AiPieceEvent[]>;
}

interface Dependencies {
  pubSub: PubSub;
  redis: RedisConnection;
  prefix: string;
  log: Logger;
}

export function createAiPieces({ pubSub, redis, prefix, log }: Dependencies): AiPieces {
  // The key contains the attempt, so that a worker that lost its claim cannot change what is shown.
  const key = (requestId: string, attempt: number) => `${prefix}:ai-pieces:${requestId}:${attempt}`;
  const failed = (err: unknown) => log.warn({ err }, "piece of an AI answer not published");
  return {
    publish(requestId, event) {
      const list = key(requestId, event.attempt);
      pubSub
        .publishAll([[aiRequestTopic, requestId]], { piece: event }, (commands) => {
          commands.rpush(list, JSON.stringify(event)).pexpire(list, LIFE_MS);
        })
        .catch(failed);
    },
    async changed(requestId) {
      await Promise.all([
        pubSub.publish(aiRequestTopic, requestId, { piece: null }).catch(failed),
        pubSub.publish(aiChangeTopic, requestId, {}).catch(failed),
      ]);
    },
    async of(requestId, attempt) {
      const kept = await askInTime(redis, PATIENCE_MS, () => redis.lrange(key(requestId, attempt), 0, -1), failed);
      return (kept ?? []).flatMap((text) => readJson(keptPiece, text) ?? []);
    },
  };
}
