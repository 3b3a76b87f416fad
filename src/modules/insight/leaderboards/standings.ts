/** Points of accounts on boards, from the ledger in PostgreSQL. */
import { rows, textArray, type EntityManager } from "../../../platform/database/database.js";
import type { Board } from "./boards/board.js";
import { PERIODS, spanOf, type Period } from "./boards/periods.js";
import type { LeaderboardScope } from "./boards/scope.js";
import type { Member } from "./store/board-store.js";

/** Accounts that are on leaderboards. */
export const LISTED = `u.deleted_at is null and u.suspended_at is null
  and not exists (select from leaderboard_settings l where l.user_id = u.id and l.hidden)`;

const idList = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Members of a board with ids after the given one, in the order of their ids. */
export function membersOf(em: EntityManager, { scope, scopeId, from }: Board, after: string, limit: number): Promise<Member[]> {
  const { entries, ofBoard, totals } = scope;
  const narrowed = ofBoard ? `${entries} where ${ofBoard}` : entries;
  const source = from === null && totals ? { sql: totals, params: [] } : { sql: narrowed, params: ofBoard ? [scopeId] : [] };
  return rows<Member>(
    em,
    `select s.user_id as id, sum(s.points)::int as points from (${source.sql}) s join users u on u.id = s.user_id
     where s.scope_id = ? and s.user_id > ?::uuid${from ? " and s.earned_at >= ?" : ""} and ${LISTED}
     group by s.user_id having sum(s.points) > 0 order by s.user_id limit ${limit}`,
    [...source.params, scopeId, after, ...(from ? [from] : [])],
  );
}

export interface Standing {
  userId: string;
  scopeId: string;
  points: Record<Period, number>;
}

/** Points of listed accounts in all periods, on each board of the scope where they have ever had any, or on those of `only`. */
export async function standingsOf(
  em: EntityManager,
  scope: LeaderboardScope,
  userIds: readonly string[],
  now: Date,
  only?: readonly string[],
): Promise<Standing[]> {
  if (only?.length === 0) return [];
  const since = (period: Period) => spanOf(period, now).from;
  const found = await rows<{ userId: string; scopeId: string } & Record<Period, number>>(
    em,
    `select s.user_id as "userId", s.scope_id as "scopeId", sum(s.points)::int as "ALL_TIME",
       coalesce(sum(s.points) filter (where s.earned_at >= ?), 0)::int as "MONTH",
       coalesce(sum(s.points) filter (where s.earned_at >= ?), 0)::int as "WEEK"
     from (${scope.entries}) s join users u on u.id = s.user_id where s.user_id = any(?::uuid[])${only ? " and s.scope_id = any(?::text[])" : ""} and ${LISTED} group by 1, 2`,
    [since("MONTH"), since("WEEK"), idList(userIds), ...(only ? [textArray(only)] : [])],
  );
  return found.map(({ userId, scopeId, ...points }) => ({ userId, scopeId, points }));
}

/** Points of one account on one board, listed or not. */
export async function pointsOn(em: EntityManager, { scope, scopeId, from }: Board, userId: string): Promise<number> {
  const [found] = await rows<{ points: number }>(
    em,
    `select coalesce(sum(s.points), 0)::int as points from (${scope.entries}) s
     where s.user_id = ? and s.scope_id = ?${from ? " and s.earned_at >= ?" : ""}`,
    [userId, scopeId, ...(from ? [from] : [])],
  );
  return found?.points ?? 0;
}

/** Which of the accounts are listed. */
export async function listedAmong(em: EntityManager, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const found = await rows<{ id: string }>(em, `select u.id from users u where u.id = any(?::uuid[]) and ${LISTED}`, [idList(userIds)]);
  return new Set(found.map(({ id }) => id));
}

/** Points of an account on a board of the scope in all periods: 0 if it is not listed, or does not belong to the board. */
export async function standingOn(em: EntityManager, scope: LeaderboardScope, scopeId: string, userId: string, now: Date) {
  const found = (await standingsOf(em, scope, [userId], now)).find((standing) => standing.scopeId === scopeId);
  return PERIODS.map((period) => ({ period, points: found?.points[period] ?? 0 }));
}

/** Locks the accounts' sums, in one order, so that what is read next is written to Redis before anything newer is. */
export async function lockSums(em: EntityManager, userIds: readonly string[]): Promise<void> {
  await em.execute("select from xp_totals where user_id = any(?::uuid[]) order by user_id for update", [idList(userIds)]);
}

/**
 * What to write: board by board, with 0 points for accounts to remove. Accounts that are not listed leave all boards. `topicIds`: their XP is the
 * only one that has changed.
 */
export async function writesFor(
  em: EntityManager,
  scope: LeaderboardScope,
  userIds: readonly string[],
  now: Date,
  topicIds?: readonly string[],
): Promise<{ scopeId: string; period: Period; members: Member[] }[]> {
  const listed = await listedAmong(em, userIds);
  const standings = await standingsOf(em, scope, [...listed], now, topicIds && scope.changedBy?.(topicIds));
  const leaving = userIds.filter((id) => !listed.has(id));
  const byBoard = Map.groupBy(standings, ({ scopeId }) => scopeId);
  const boards = leaving.length > 0 ? new Set([...byBoard.keys(), ...(await scope.boards(em, leaving))]) : new Set(byBoard.keys());
  return [...boards].flatMap((scopeId) =>
    PERIODS.map((period) => ({
      ...{ scopeId, period },
      members: [
        ...(byBoard.get(scopeId) ?? []).map(({ userId, points }) => ({ id: userId, points: points[period] })),
        ...leaving.map((id) => ({ id, points: 0 })),
      ],
    })),
  );
}
