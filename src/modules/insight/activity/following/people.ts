/** Lists of accounts: followers, followed and blocked ones. */
import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { countRows, keysetRows, newestFirst, toConnection, type ListSql } from "../../../../graphql/keyset-list.js";
import { loadAll } from "../../../../graphql/node-lookup.js";
import { parsePage, type Connection, type PageArgs } from "../../../../graphql/pagination.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import { userById, type UserRow } from "../../../base/users/user.loaders.js";
import { sharesWith, visibleAmong } from "../sharing/consent.js";

/** A row of follows or user_blocks, with the account on its other side. */
interface Link {
  id: string;
  userId: string;
}

const ORDER = newestFirst<Link>("l.id");

async function readPeople(context: RequestContext, list: ListSql, args: PageArgs): Promise<Connection<UserRow>> {
  const page = parsePage(args, ORDER.name);
  const links = await keysetRows<Link>(context.em, list, page, ORDER);
  const users = await loadAll(
    context.loader(userById),
    links.map(({ userId }) => userId),
  );
  const byId = new Map(users.flatMap((user) => (user ? [[user.id, user] as const] : [])));
  return toConnection(
    links.filter(({ userId }) => byId.has(userId)),
    page,
    ORDER,
    ({ userId }) => byId.get(userId)!,
    () => countRows(context.em, list),
  );
}

const SIDES = { followers: { of: "followed_id", shown: "follower_id" }, following: { of: "follower_id", shown: "followed_id" } } as const;

/**
 * Accounts that follow the account, or that it follows. Its owner sees all; others see the list if the account shares its activity with
 * them, and in it themselves and those who do so too. NOT_FOUND otherwise.
 */
export async function followsOf(
  context: RequestContext,
  side: keyof typeof SIDES,
  userId: string,
  page: PageArgs,
): Promise<Connection<UserRow>> {
  const viewerId = context.signedIn.id;
  if (!(await visibleAmong(context.em, viewerId, [userId])).has(userId)) throw notFound("account");
  const { of, shown } = SIDES[side];
  const shared = sharesWith(viewerId);
  const list: ListSql = {
    select: `l.id, l.${shown} as "userId"`,
    from: `from follows l join users u on u.id = l.${shown}${userId === viewerId ? "" : " left join activity_settings s on s.user_id = u.id"}`,
    conditions: [
      { sql: `l.${of} = ? and u.deleted_at is null and u.suspended_at is null`, params: [userId] },
      ...(userId === viewerId ? [] : [{ sql: `(u.id = ? or (${shared.sql}))`, params: [viewerId, ...shared.params] }]),
    ],
  };
  return readPeople(context, list, page);
}

export function blockedBy(context: RequestContext, page: PageArgs): Promise<Connection<UserRow>> {
  const list: ListSql = {
    select: `l.id, l.blocked_id as "userId"`,
    from: "from user_blocks l join users u on u.id = l.blocked_id",
    conditions: [{ sql: "l.blocker_id = ? and u.deleted_at is null", params: [context.signedIn.id] }],
  };
  return readPeople(context, list, page);
}

/** Whether the viewer follows, or has blocked, an account. */
const linkedBy =
  (sql: string): LoaderFactory<string, boolean> =>
  ({ em, signedIn }) =>
    new DataLoader(async (userIds) => {
      const found = await rows<{ id: string }>(em, sql, [signedIn.id, `{${userIds.join(",")}}`]);
      const linked = new Set(found.map(({ id }) => id));
      return userIds.map((id) => linked.has(id));
    });

export const viewerFollows = linkedBy("select followed_id as id from follows where follower_id = ? and followed_id = any(?::uuid[])");
export const viewerBlocks = linkedBy("select blocked_id as id from user_blocks where blocker_id = ? and blocked_id = any(?::uuid[])");
