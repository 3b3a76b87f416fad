import type { Role } from "../../../../access/viewer.js";
import { newestFirst, readConnection, type KeysetOrder, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { firstIdAt } from "../../../../kernel/ids.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { SEARCH_TEXT } from "../../../base/users/user.entity.js";

/** An account. Restricted fields are guarded where they are resolved. */
export interface UserRow {
  id: string;
  email: string | null;
  emailVerifiedAt: Date | null;
  username: string;
  displayName: string;
  bio: string;
  locale: string;
  timezone: string;
  role: Role;
  showProgress: boolean;
  suspendedAt: Date | null;
  suspensionReason: string;
  createdAt: Date;
}

export interface UserQuery {
  search?: string | null;
  roles?: readonly Role[] | null;
  suspended?: boolean | null;
  emailVerified?: boolean | null;
  createdFrom?: Date | null;
  createdBefore?: Date | null;
}

export const USER_ORDERS = ["NEWEST", "OLDEST", "USERNAME"] as const;
export type UserOrder = (typeof USER_ORDERS)[number];

const COLUMNS = `id, email, email_verified_at as "emailVerifiedAt", username, display_name as "displayName", bio, locale, timezone, role,
  show_progress as "showProgress",
  suspended_at as "suspendedAt", suspension_reason as "suspensionReason", created_at as "createdAt"`;

const ORDERS: Record<UserOrder, KeysetOrder<UserRow>> = {
  NEWEST: newestFirst("id"),
  OLDEST: { name: "oldest", columns: [{ sql: "id", direction: "asc", cast: "uuid" }], key: ({ id }) => [id] },
  USERNAME: { name: "username", columns: [{ sql: "username", direction: "asc", cast: "text" }], key: ({ username }) => [username] },
};

const BEGINS = "select id from users where username like ? union all select id from users where email like ?";
const HAS_WORDS = `select id from users where ${SEARCH_TEXT} @@ to_tsquery('simple', ?)`;

/** One statement for the page, and one more if the total is requested. */
export function searchUsers(em: EntityManager, args: PageArgs, query: UserQuery, order: UserOrder): Promise<Connection<UserRow>> {
  const { roles, suspended, emailVerified, createdFrom, createdBefore } = query;
  const list: ListSql = {
    select: COLUMNS,
    from: "from users",
    conditions: [
      { sql: "deleted_at is null and not guest", params: [] },
      ...matching(query.search?.trim() ?? ""),
      ...(roles?.length ? [{ sql: "role in (?)", params: [roles] }] : []),
      ...(suspended == null ? [] : [{ sql: `suspended_at is ${suspended ? "not " : ""}null`, params: [] }]),
      ...(emailVerified == null ? [] : [{ sql: `email_verified_at is ${emailVerified ? "not " : ""}null`, params: [] }]),
      // Ids contain the creation time and are the sort key.
      ...(createdFrom ? [{ sql: "id >= ?::uuid", params: [firstIdAt(createdFrom.getTime())] }] : []),
      ...(createdBefore ? [{ sql: "id < ?::uuid", params: [firstIdAt(createdBefore.getTime())] }] : []),
    ],
  };
  return readConnection(em, list, args, ORDERS[order]);
}

/**
 * Each alternative uses an index: names by words, username and address by prefix. They are subqueries, because as
 * conditions of the ordered list, a rare match would scan all accounts.
 */
function matching(search: string): ListSql["conditions"][number][] {
  if (!search) return [];
  const begins = `${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const words = search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [{ sql: `id in (${BEGINS})`, params: [begins, begins] }];
  const text = words.map((word) => `${word}:*`).join(" & ");
  return [{ sql: `id in (${BEGINS} union all ${HAS_WORDS})`, params: [begins, begins, text] }];
}
