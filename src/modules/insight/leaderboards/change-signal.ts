import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { contract } from "../../../kernel/contract.js";
import { instant } from "../../../kernel/schemas.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { isReachable, type RedisConnection } from "../../../platform/redis/redis.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { channelOf, type Board } from "./boards/board.js";

/** A board has changed. Watchers read it again. */
export const leaderboardTopic = contract("leaderboard", z.object({ at: instant }));

/** Least time between two messages about a board. */
const EVERY_MS = SECOND_MS;

interface Dependencies {
  redis: RedisConnection;
  pubSub: PubSub;
  env: { REDIS_PREFIX: string };
  log: Logger;
}

/** Announces changes of boards, each board at most once a second for all processes together. The last change is always announced. */
export function createChangeSignal({ redis, pubSub, env, log }: Dependencies): (board: Board) => void {
  /** Boards with a change that is not announced yet. `again`: changed since the announcement began. */
  const changed = new Map<string, { again: boolean }>();

  /** True if this process may announce now: nobody has done so for a second. */
  const claim = async (channel: string) =>
    isReachable(redis) && (await redis.set(`${env.REDIS_PREFIX}:leaderboard-said:${channel}`, "1", "PX", EVERY_MS, "NX")) !== null;

  const say = async (channel: string): Promise<boolean> => {
    if (!(await claim(channel))) return false;
    await pubSub.publish(leaderboardTopic, channel, { at: new Date() });
    return true;
  };

  const announce = async (channel: string, change: { again: boolean }) => {
    for (;;) {
      change.again = false;
      const said = await say(channel).catch((err: unknown) => {
        log.warn({ err }, "change of a leaderboard not announced; will be retried");
        return false;
      });
      if (said && !change.again) break;
      await delay(EVERY_MS, undefined, { ref: false });
    }
    changed.delete(channel);
  };

  return (board) => {
    const channel = channelOf(board);
    const known = changed.get(channel);
    if (known) {
      known.again = true;
      return;
    }
    const change = { again: false };
    changed.set(channel, change);
    void announce(channel, change);
  };
}
