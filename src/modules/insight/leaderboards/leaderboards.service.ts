import { NO_ID } from "../../../kernel/ids.js";
import { setTimeout as delay } from "node:timers/promises";
import type { SignedIn } from "../../../access/viewer.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { xpChanged } from "../../../events/xp-changed.event.js";
import { rows, type Database, type EntityManager } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import { boardOf, type Board } from "./boards/board.js";
import { SCOPES } from "./boards/scopes.js";
import type { LeaderboardScope } from "./boards/scope.js";
import { listedAmong, lockSums, membersOf, pointsOn, standingOn, writesFor } from "./standings.js";
import { unavailable, type BoardPage, type BoardStore, type Member, type PageSpan, type Ranked } from "./store/board-store.js";

export interface LeaderboardsService {
  /** Builds the board if it is missing. SERVICE_UNAVAILABLE without Redis. Members that are not listed any more are still in it. */
  page(em: EntityManager, board: Board, span: PageSpan): Promise<BoardPage & { isListed(member: Member): boolean }>;
  /** `own` is null without points. An account that is not listed sees its own place all the same. */
  around(em: EntityManager, board: Board, userId: string, radius: number): Promise<BoardPage & { own: Ranked | null }>;
  /**
   * Writes the present points of accounts to all boards, or to those that XP for `topicIds` changes. Idempotent; fails if Redis does not take
   * them.
   */
  refresh(userIds: readonly string[], topicIds?: readonly string[]): Promise<void>;
  /** The same for one board, which the account has joined or left. */
  place(scope: LeaderboardScope, scopeId: string, userId: string): Promise<void>;
  isHidden(em: EntityManager, viewer: SignedIn): Promise<boolean>;
  hide(viewer: SignedIn, hidden: boolean): Promise<void>;
}

/** How long a reader waits for a board that someone else builds. */
const WAIT_MS = 5 * SECOND_MS;
const ASK_AGAIN_MS = 50;
const BATCH = 20_000;

interface Dependencies {
  db: Database;
  store: BoardStore;
  changed(board: Board): void;
}

export function createLeaderboardsService({ db, store, changed }: Dependencies): LeaderboardsService {
  /** The lock on the sums makes writes of one account happen in the order of what they read. Redis has a second to answer. */
  const refresh = (userIds: readonly string[], topicIds?: readonly string[]) =>
    db.transaction(async (tx) => {
      await lockSums(tx, userIds);
      const now = new Date();
      for (const scope of SCOPES) {
        const writes = await writesFor(tx, scope, userIds, now, topicIds);
        await Promise.all(
          writes.map(async ({ scopeId, period, members }) => {
            const board = boardOf(scope, scopeId, period, now);
            if (await store.write(board, members)) changed(board);
          }),
        );
      }
    });

  /** False if someone else builds the board. Points that change while it is built are written again. */
  const build = async (board: Board): Promise<boolean> => {
    const building = await store.startBuilding(board);
    if (!building) return false;
    try {
      for (let after = NO_ID, members: Member[]; ; after = members.at(-1)!.id) {
        members = await membersOf(db.em.fork(), board, after, BATCH);
        await building.add(members);
        if (members.length < BATCH) break;
      }
      const later = await building.finish();
      if (later.length > 0) await refresh(later);
      return true;
    } catch (error) {
      await building.abandon().catch(() => undefined);
      throw error;
    }
  };

  const whenBuilt = async <T>(board: Board, read: () => Promise<T | null>): Promise<T> => {
    const giveUp = performance.now() + WAIT_MS;
    for (;;) {
      const answer = await read();
      if (answer !== null) return answer;
      if (await build(board)) continue;
      if (performance.now() > giveUp) throw unavailable();
      await delay(ASK_AGAIN_MS);
    }
  };

  /** Redis learns of a suspension, or of leaving a class, a moment later; nobody is shown meanwhile. */
  const listedOf = async (em: EntityManager, { scope, scopeId }: Board, members: readonly Member[]): Promise<ReadonlySet<string>> => {
    const listed = await listedAmong(
      em,
      members.map(({ id }) => id),
    );
    if (!scope.present || listed.size === 0) return listed;
    return scope.present(em, scopeId, [...listed]);
  };

  return {
    refresh,

    place: (scope, scopeId, userId) =>
      db.transaction(async (tx) => {
        await lockSums(tx, [userId]);
        const now = new Date();
        for (const { period, points } of await standingOn(tx, scope, scopeId, userId, now)) {
          const board = boardOf(scope, scopeId, period, now);
          if (await store.write(board, [{ id: userId, points }])) changed(board);
        }
      }),

    async page(em, board, span) {
      const page = await whenBuilt(board, () => store.page(board, span));
      const listed = await listedOf(em, board, page.members);
      return { ...page, isListed: ({ id }) => listed.has(id) };
    },

    async around(em, board, userId, radius) {
      let found = await whenBuilt(board, () => store.around(board, userId, radius, null));
      if (!found.own) {
        const points = await pointsOn(em, board, userId);
        if (points > 0) found = await whenBuilt(board, () => store.around(board, userId, radius, points));
      }
      const listed = await listedOf(em, board, found.members);
      return { ...found, members: found.members.filter(({ id }) => id === userId || listed.has(id)) };
    },

    async isHidden(em, { id }) {
      const [settings] = await rows<{ hidden: boolean }>(em, "select hidden from leaderboard_settings where user_id = ?", [id]);
      return settings?.hidden ?? false;
    },

    hide: ({ id }, hidden) =>
      db.transaction(async (tx) => {
        await tx.execute(
          `insert into leaderboard_settings (user_id, hidden) values (?, ?) on conflict (user_id) do update set hidden = excluded.hidden`,
          [id, hidden],
        );
        // In case Redis does not take the change below.
        announce(tx, xpChanged, { userId: id });
        tx.afterCommit(() => refresh([id]));
      }),
  };
}
