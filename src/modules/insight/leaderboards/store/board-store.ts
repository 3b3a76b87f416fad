/** Boards in Redis, one sorted set each. PostgreSQL has the truth: a board that is missing is built again by its next reader. */
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { askInTime, type RedisConnection } from "../../../../platform/redis/redis.js";
import { redisScript } from "../../../../platform/redis/redis-script.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Board } from "../boards/board.js";
import { AROUND, FILL, PAGE, RELEASE, SWAP, WRITE } from "./scripts.js";

export interface Member {
  id: string;
  points: number;
}

export interface Ranked extends Member {
  /** 1 for the most points; equal points share a rank, and the next one counts all before it: 1, 2, 2, 4. */
  rank: number;
}

export interface BoardPage {
  /** Members of the board. */
  size: number;
  members: Ranked[];
}

/** Up to `count` members between two places, the first ones or, backward, the last ones, in the order of the board. */
export interface PageSpan {
  count: number;
  direction: "forward" | "backward";
  after: Member | null;
  before: Member | null;
}

export interface BoardStore {
  /** Null if the board is missing. */
  page(board: Board, span: PageSpan): Promise<BoardPage | null>;
  /**
   * The account with up to `radius` members on each side. `points`: those of an account that is not listed, whose place is shown to it
   * alone. Null if the board is missing.
   */
  around(board: Board, id: string, radius: number, points: number | null): Promise<(BoardPage & { own: Ranked | null }) | null>;
  /** Sets absolute points; 0 removes the member. Boards that are missing stay so. Returns whether anything changed. */
  write(board: Board, members: readonly Member[]): Promise<boolean>;
  /** Null if someone else builds the board. */
  startBuilding(board: Board): Promise<Build | null>;
}

/** A board that is being built. */
export interface Build {
  add(members: readonly Member[]): Promise<void>;
  /** Puts it into place at once. Returns accounts that changed since the start: their points may have been read too early. */
  finish(): Promise<string[]>;
  abandon(): Promise<void>;
}

/** Commands that a reader waits for. */
const PATIENCE_MS = SECOND_MS;
/** Commands with many members; less than the lock. */
const BUILD_PATIENCE_MS = 30 * SECOND_MS;
const RETRY_AFTER_MS = 2 * SECOND_MS;
const LOCK_MS = MINUTE_MS;
/** Boards are built anew after this time, which bounds what a lost write of a failed-over Redis can do. */
const KEPT_MS = DAY_MS;
/** Members per command. */
const CHUNK = 2000;

export const unavailable = () =>
  new AppError("SERVICE_UNAVAILABLE", "Leaderboards are currently not available.", { retryAfterMs: RETRY_AFTER_MS });

const around = redisScript(AROUND);
/** Words before the members. */
const AROUND_HEAD = 5;

type Found = [size: number, first: number, ahead: number, members: string[]];

export function createBoardStore({ redis, env, log }: { redis: RedisConnection; env: { REDIS_PREFIX: string }; log: Logger }): BoardStore {
  const keysOf = ({ scope, scopeId, period, from }: Board) => {
    // The braces keep the keys of a board on one node of a cluster.
    const set = `${env.REDIS_PREFIX}:{leaderboard:${scope.name}:${scopeId}:${period}:${from?.toISOString().slice(0, 10) ?? ""}}`;
    return { set, lock: `${set}:lock`, building: `${set}:building`, changed: `${set}:changed` };
  };

  const ask = async <T>(command: () => Promise<unknown>, patienceMs = PATIENCE_MS): Promise<T> => {
    const failed = (err: unknown) => log.warn({ err }, "leaderboard not reached in Redis");
    const answer = await askInTime(redis, patienceMs, command, failed);
    if (answer === undefined) throw unavailable();
    return answer as T;
  };

  return {
    async page(board, { count, direction, after, before }) {
      const places = [after, before].flatMap((place) => (place ? [-place.points, place.id] : ["", ""]));
      const found = await ask<Found | null>(() => redis.eval(PAGE, 1, keysOf(board).set, count, direction, ...places));
      return found && { size: found[0], members: ranked(found) };
    },

    async around(board, id, radius, points) {
      const score = points === null ? "" : -points;
      const found = await ask<string | null>(() => around(redis, [keysOf(board).set], [id, radius, score]));
      if (!found) return null;
      const words = found.split(" ");
      const [size = 0, first = 0, ahead = 0, place = -1, aheadOfOwn = 0] = words.slice(0, AROUND_HEAD).map(Number);
      const listed = ranked([size, first, ahead, words.slice(AROUND_HEAD)]);
      const own = place < 0 ? null : (listed.find((each) => each.id === id) ?? { id, points: points ?? 0, rank: aheadOfOwn + 1 });
      if (own && !listed.includes(own)) listed.splice(place - first, 0, own);
      return { size, members: listed, own };
    },

    async write(board, members) {
      if (members.length === 0) return false;
      const { set, lock, changed } = keysOf(board);
      const args = members.flatMap(({ id, points }) => [id, points]);
      return (await ask<number>(() => redis.eval(WRITE, 3, set, lock, changed, ...args))) > 0;
    },

    async startBuilding(board) {
      const { set, lock, building, changed } = keysOf(board);
      const token = newId();
      if ((await ask(() => redis.set(lock, token, "PX", LOCK_MS, "NX"))) === null) return null;
      await ask(() => redis.del(building));
      await ask(() => redis.del(changed));
      return {
        async add(members) {
          for (let from = 0; from < members.length; from += CHUNK) {
            const args = members.slice(from, from + CHUNK).flatMap(({ id, points }) => [id, points]);
            const fill = () => redis.eval(FILL, 2, building, lock, token, LOCK_MS, ...args);
            if ((await ask<number>(fill, BUILD_PATIENCE_MS)) === 0) throw unavailable();
          }
        },
        async finish() {
          const swap = () => redis.eval(SWAP, 4, building, set, lock, changed, token, KEPT_MS);
          const later = await ask<string[] | null>(swap, BUILD_PATIENCE_MS);
          if (!later) throw unavailable();
          return later;
        },
        abandon: async () => void (await ask(() => redis.eval(RELEASE, 1, lock, token))),
      };
    },
  };
}

/** `ahead`: how many members have more points than the first one. */
function ranked([, first, ahead, flat]: Found): Ranked[] {
  const members: Ranked[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const points = -Number(flat[at + 1]);
    const before = members.at(-1);
    const rank = !before ? ahead + 1 : before.points === points ? before.rank : first + members.length + 1;
    members.push({ id: flat[at]!, points, rank });
  }
  return members;
}
