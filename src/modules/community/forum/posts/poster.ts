/** What an account may post, and what is suspicious about it. */
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { firstIdAt } from "../../../../kernel/ids.js";
import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { reputationOf } from "../../reputation/reputation-ledger.js";
import { NEW_ACCOUNT_HOURS, NEW_POSTS_PER_HOUR, POSTS_PER_HOUR, TRUSTED_REPUTATION } from "../forum-limits.js";
import { spamSignals, type SpamSignal } from "../moderation/spam-signals.js";

/** Shorter texts, such as thanks, may be posted several times. */
const REPEATED_LENGTH = 40;

/** An account is new until it has a certain age or reputation. Authors and staff never are. */
export async function isNewAccount(em: EntityManager, { id, role }: SignedIn): Promise<boolean> {
  if (role !== "LEARNER") return false;
  const [account] = await rows<{ young: boolean }>(
    em,
    `select created_at > now() - interval '${NEW_ACCOUNT_HOURS} hours' as young from users where id = ?`,
    [id],
  );
  return (account?.young ?? true) && (await reputationOf(em, id)) < TRUSTED_REPUTATION;
}

/**
 * Serializes the posts of one account, then counts. RATE_LIMITED with too many posts in an hour. Returns the signals of the text: with
 * any, it waits for a moderator.
 */
export async function assessPost(
  tx: Transaction,
  viewer: SignedIn,
  { title = "", body }: { title?: string; body: string },
  ownHosts: readonly string[],
  /** For a change: the post. It does not count as another post. */
  editedId: string | null = null,
): Promise<SpamSignal[]> {
  await tx.execute("select from users where id = ? for no key update", [viewer.id]);
  const isNew = await isNewAccount(tx, viewer);
  const most = isNew ? NEW_POSTS_PER_HOUR : POSTS_PER_HOUR;
  const [hour, day] = [firstIdAt(Date.now() - HOUR_MS), firstIdAt(Date.now() - DAY_MS)];
  const [found] = await rows<{ count: number; oldest: Date | null; posts: number; isRepeated: boolean }>(
    tx,
    `select (select count(*)::int from forum_posts where author_id = ? and id >= ?) as count,
       (select created_at from forum_posts where author_id = ? and id >= ? order by id desc offset ${most - 1} limit 1) as oldest,
       (select count(*)::int from (select 1 from forum_posts where author_id = ? and state = 'VISIBLE' limit 10) few) as posts,
       exists (select from forum_posts where author_id = ? and id >= ? and body = ? and length(body) >= ${REPEATED_LENGTH}
         and id is distinct from ?::uuid) as "isRepeated"`,
    [viewer.id, hour, viewer.id, hour, viewer.id, viewer.id, day, body, editedId],
  );
  const { count, oldest, posts, isRepeated } = found!;
  if (editedId === null && count >= most) {
    const retryAfterMs = Math.max(1000, (oldest?.getTime() ?? 0) + HOUR_MS - Date.now());
    throw new AppError("RATE_LIMITED", `An account posts at most ${most} times an hour${isNew ? " while it is new" : ""}.`, {
      retryAfterMs,
    });
  }
  return spamSignals(title, body, { isNew, posts, isRepeated, ownHosts });
}
