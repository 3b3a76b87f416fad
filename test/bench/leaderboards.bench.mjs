/** Rank around an account on a board of a million members, against one round trip to the same Redis; and building the board. */
import { createRedis } from "../../dist/platform/redis/redis.js";
import { createLogger } from "../../dist/platform/telemetry/logger.js";
import { boardOf } from "../../dist/modules/insight/leaderboards/boards/board.js";
import { globalScope } from "../../dist/modules/insight/leaderboards/boards/global.scope.js";
import { createBoardStore } from "../../dist/modules/insight/leaderboards/store/board-store.js";
import { newId } from "../../dist/kernel/ids.js";
import { inTurn, median, timed } from "./support/measure.mjs";

const MEMBERS = 1_000_000;
const BATCH = 20_000;
/** Few different sums, as in life: many accounts share a rank. */
const MOST_POINTS = 5000;
const RADIUS = 5;
const ROUNDS = 300;

export async function run({ row, env }) {
  const log = createLogger("warn", "bench");
  const redis = createRedis(env.REDIS_URL, "bench-leaderboards", log);
  const prefix = `bench-${newId()}`;
  const store = createBoardStore({ redis, env: { REDIS_PREFIX: prefix }, log });
  const board = boardOf(globalScope, "", "ALL_TIME");
  const ids = [];
  try {
    // Waits for the connection.
    await redis.get(`${prefix}:nothing`);
    const building = await store.startBuilding(board);
    const tookMs = await timed(async () => {
      for (let from = 0; from < MEMBERS; from += BATCH) {
        const members = Array.from({ length: BATCH }, () => ({ id: newId(), points: 1 + Math.floor(Math.random() * MOST_POINTS) }));
        ids.push(...members.map(({ id }) => id));
        await building.add(members);
      }
      await building.finish();
    });
    row({ what: "writing a board of 1 million members to Redis", value: tookMs / 1000, unit: "s" });

    const anyone = () => ids[Math.floor(Math.random() * ids.length)];
    const { around, roundTrip } = await inTurn(
      {
        around: () => timed(() => store.around(board, anyone(), RADIUS, null)),
        roundTrip: () => timed(() => redis.get(`${prefix}:nothing`)),
      },
      { rounds: ROUNDS, warmUp: 50 },
    );
    row({
      what: "rank around me, 1 million members, median",
      value: median(around),
      unit: "ms",
      baseline: "one round trip (GET)",
      baselineValue: median(roundTrip),
      target: { ratioAtMost: 2 },
    });
  } finally {
    await redis.del(`${prefix}:{leaderboard:GLOBAL::ALL_TIME:}`);
    redis.disconnect();
  }
}
