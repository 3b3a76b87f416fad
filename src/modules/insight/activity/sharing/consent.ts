/** Who may see whose activity, as SQL. Applied whenever entries are read, so a change acts at once on old entries. */
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { PRESENT_MEMBERS } from "../../../learning/classes/members/present-members.js";

type Condition = ListSql["conditions"][number];

/** Members of a class that is not archived. Takes the viewer's id. */
const SHARES_A_CLASS = `exists (
  select from ${PRESENT_MEMBERS} mine join classes c on c.id = mine.class_id and c.archived_at is null
    join ${PRESENT_MEMBERS} theirs on theirs.class_id = mine.class_id
  where mine.user_id = ? and theirs.user_id = u.id)`;

/**
 * On accounts `u` with settings `s`: the account is open and shares its activity with the viewer, and neither has blocked the other.
 * `classmates` replaces the search for a common class where it is known.
 */
export function sharesWith(viewerId: string, classmates: Condition = { sql: SHARES_A_CLASS, params: [viewerId] }): Condition {
  return {
    sql: `u.deleted_at is null and u.suspended_at is null and (s.to_everyone
      or (s.to_followers and exists (select from follows f where f.follower_id = ? and f.followed_id = u.id))
      or (s.to_classmates and ${classmates.sql}))
      and not exists (select from user_blocks b where b.blocker_id = ? and b.blocked_id = u.id)
      and not exists (select from user_blocks b where b.blocker_id = u.id and b.blocked_id = ?)`,
    params: [viewerId, ...classmates.params, viewerId, viewerId],
  };
}

/** Accounts `u` with settings `s`. Accounts without a row share with nobody. */
export const WITH_SETTINGS = "users u join activity_settings s on s.user_id = u.id";

/** Those of the accounts whose activity the viewer may see: their own too. */
export async function visibleAmong(em: EntityManager, viewerId: string, userIds: readonly string[]): Promise<Set<string>> {
  const others = userIds.filter((id) => id !== viewerId);
  const shared = sharesWith(viewerId);
  const found =
    others.length === 0
      ? []
      : await rows<{ id: string }>(em, `select u.id from ${WITH_SETTINGS} where u.id = any(?::uuid[]) and ${shared.sql}`, [
          `{${others.join(",")}}`,
          ...shared.params,
        ]);
  return new Set([...found.map(({ id }) => id), ...(userIds.includes(viewerId) ? [viewerId] : [])]);
}
