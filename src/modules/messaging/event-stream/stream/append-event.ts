import { within } from "../../../../kernel/within.js";
import { Outage } from "../../../../platform/database/outage.js";
import { isReachable, type RedisConnection } from "../../../../platform/redis/redis.js";
import { envelopeOf, type PublicEvent } from "../catalogue/public-event.js";

/** An event is handled again when Redis does not answer in time. */
const PATIENCE_MS = 5000;

export interface StreamOptions {
  redis: RedisConnection;
  env: { REDIS_PREFIX: string; EVENT_STREAM: string; EVENT_STREAM_LENGTH: number };
}

/** Key of the stream. */
export const streamKey = ({ REDIS_PREFIX, EVENT_STREAM }: StreamOptions["env"]) => `${REDIS_PREFIX}:${EVENT_STREAM}`;

/**
 * Handler of a module's event: appends its public events to the stream, which trims itself. At least once: a handler that is repeated
 * appends the same envelopes, with the same ids, again.
 */
export function createAppendEvent({ redis, env }: StreamOptions) {
  return async (event: PublicEvent, payload: object, eventId: string): Promise<void> => {
    if (!isReachable(redis)) throw new Outage("Redis is unreachable");
    const entries = event.read(payload).map(({ data, organizationId }, index) => {
      const envelope = envelopeOf(event, { eventId, index, organizationId, stream: true }, data);
      return redis.xadd(streamKey(env), "MAXLEN", "~", env.EVENT_STREAM_LENGTH, "*", "event", JSON.stringify(envelope));
    });
    await within(PATIENCE_MS, Promise.all(entries));
  };
}
