/** Who is in a room: one field of a Redis hash for each open subscription, which is renewed while it is open. */
import { SECOND_MS } from "../../../../kernel/units.js";
import { newId } from "../../../../kernel/ids.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RedisConnection } from "../../../../platform/redis/redis.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { SEATS, type Seat } from "../bookings/interview.entity.js";
import { roomPresenceTopic } from "./room.topic.js";

const RENEW_MS = 10 * SECOND_MS;
/** A killed API leaves its connections for this long. */
const LIFETIME_MS = 30 * SECOND_MS;

export interface Presences {
  /** Seats with an open subscription. */
  seats(interviewId: string): Promise<Seat[]>;
  /** Marks a subscription until the returned function is called. Does not wait. */
  enter(interviewId: string, seat: Seat): () => void;
}

interface Dependencies {
  redis: RedisConnection;
  pubSub: PubSub;
  log: Logger;
  env: { REDIS_PREFIX: string };
}

export function createPresences({ redis, pubSub, log, env }: Dependencies): Presences {
  const keyOf = (interviewId: string) => `${env.REDIS_PREFIX}:interview-room:${interviewId}`;
  const seats = async (interviewId: string): Promise<Seat[]> => {
    const found = Object.values(await redis.hgetall(keyOf(interviewId)));
    const here = found.filter((value) => Number(value.split(" ")[1]) > Date.now()).map((value) => value.split(" ")[0]);
    return SEATS.filter((seat) => here.includes(seat));
  };
  const failed = (error: unknown) => log.warn({ err: error }, "presence in a room not written");
  const tell = (interviewId: string, seat: Seat, isHere: boolean) =>
    pubSub.publish(roomPresenceTopic, interviewId, { interviewId, seat, cursor: null, isHere });

  return {
    seats,

    enter(interviewId, seat) {
      const connection = newId();
      const renew = () =>
        redis
          .pipeline()
          .hset(keyOf(interviewId), connection, `${seat} ${Date.now() + LIFETIME_MS}`)
          .pexpire(keyOf(interviewId), 2 * LIFETIME_MS)
          .exec();
      renew()
        .then(() => tell(interviewId, seat, true))
        .catch(failed);
      const timer = setInterval(() => void renew().catch(failed), RENEW_MS);
      return () => {
        clearInterval(timer);
        redis
          .hdel(keyOf(interviewId), connection)
          .then(async () => {
            if (!(await seats(interviewId)).includes(seat)) await tell(interviewId, seat, false);
          })
          .catch(failed);
      };
    },
  };
}
