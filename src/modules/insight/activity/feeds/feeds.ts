/**
 * Feeds, fanned out on read: entries are written once, by their account, and each feed merges the newest entries of its accounts. So
 * consent, blocks and unfollowing act at once, and an account with many followers costs nothing when it writes.
 */
import type { SignedIn } from "../../../../access/viewer.js";
import {
  countMerged,
  countRows,
  keysetRows,
  mergedKeysetRows,
  type GroupsSql,
  type ListSql,
  type ParentsSql,
} from "../../../../graphql/keyset-list.js";
import { parsePage, type Page, type PageArgs } from "../../../../graphql/pagination.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { ACTIVITY_COLUMNS, NEWEST_FIRST, type ActivityRow } from "../entries/activity.rows.js";
import { ACTIVITY_KINDS } from "../kinds/kinds.js";
import { sharesWith, WITH_SETTINGS } from "../sharing/consent.js";
import { PRESENT_MEMBERS } from "../../../learning/classes/members/present-members.js";

/** A page as it is stored: entries whose subject the viewer may not see are still in it. */
export interface RawPage {
  found: ActivityRow[];
  page: Page;
  total: () => Promise<number>;
}

/** A feed has no exact total beyond this. */
export const COUNTED_MOST = 10_000;

type Condition = ListSql["conditions"][number];

const WITHIN_CLASS = ACTIVITY_KINDS.filter(({ withinClass }) => withinClass).map(({ name }) => `'${name}'`);

/** Entries about membership of a class are for its present members, about its present members. Takes the viewer's id. */
export const forMembers = (viewerId: string): Condition => ({
  sql: `(a.kind not in (${WITHIN_CLASS.join(", ")}) or a.user_id = ? or exists (
    select from ${PRESENT_MEMBERS} vm join ${PRESENT_MEMBERS} am on am.class_id = vm.class_id and am.user_id = a.user_id
    where vm.class_id = a.subject_id and vm.user_id = ?))`,
  params: [viewerId, viewerId],
});

export const ofParents = (viewerId: string): ListSql & { alias: string } => ({
  alias: "a",
  select: ACTIVITY_COLUMNS,
  from: "from activities a",
  // With `<> all`, the planner would expect a tenth of the entries to be left, and read all of an account.
  conditions: [{ sql: "a.user_id = parent.id and not parent.hidden_kinds @> array[a.kind]", params: [] }, forMembers(viewerId)],
});

/**
 * Joins the account as `sharing`, if the condition on `u` and `s` holds. `offset 0` keeps it a subquery, so that it looks up each account
 * in the indexes: the planner would read all accounts from about one followed in twenty on.
 */
const sharing = (userId: string, { sql }: Condition) =>
  `cross join lateral (select u.id, s.hidden_kinds from ${WITH_SETTINGS} where u.id = ${userId} and ${sql} offset 0) sharing`;

/** Accounts that the viewer follows and that share their activity with the viewer. */
function followedBy(viewerId: string): ParentsSql {
  const shared = sharesWith(viewerId);
  return {
    sql: `select sharing.id, sharing.hidden_kinds from follows mine ${sharing("mine.followed_id", shared)} where mine.follower_id = ?`,
    params: [...shared.params, viewerId],
  };
}

/** Those and the viewer. */
function watchedBy(viewerId: string): ParentsSql {
  const followed = followedBy(viewerId);
  return { sql: `select ?::uuid as id, '{}'::text[] as hidden_kinds union all ${followed.sql}`, params: [viewerId, ...followed.params] };
}

/**
 * Members of the classes that share their activity with the viewer. `byClass`: the viewer is in the class and it is not archived; else being in
 * it shares nothing.
 */
export function membersOf(viewerId: string, classes: readonly { id: string; byClass: boolean }[]): GroupsSql {
  const shared = sharesWith(viewerId, { sql: "grouped.by_class", params: [] });
  return {
    sql: "select id, by_class from unnest(?::uuid[], ?::boolean[]) as each (id, by_class)",
    params: [textArray(classes.map(({ id }) => id)), textArray(classes.map(({ byClass }) => String(byClass)))],
    parents: {
      sql: `select sharing.id, sharing.hidden_kinds from ${PRESENT_MEMBERS} m ${sharing("m.user_id", shared)} where m.class_id = grouped.id`,
      params: shared.params,
    },
  };
}

async function merged(em: EntityManager, viewerId: string, parents: ParentsSql, args: PageArgs): Promise<RawPage> {
  const page = parsePage(args, NEWEST_FIRST.name);
  const list = ofParents(viewerId);
  return {
    page,
    found: await mergedKeysetRows(em, list, parents, page, NEWEST_FIRST),
    total: () => countMerged(em, list, parents, COUNTED_MOST),
  };
}

export async function ownActivity(em: EntityManager, viewer: SignedIn, args: PageArgs): Promise<RawPage> {
  const page = parsePage(args, NEWEST_FIRST.name);
  const list = { select: ACTIVITY_COLUMNS, from: "from activities a", conditions: [{ sql: "a.user_id = ?", params: [viewer.id] }] };
  return { page, found: await keysetRows(em, list, page, NEWEST_FIRST), total: () => countRows(em, list) };
}

export function followedActivity(em: EntityManager, viewer: SignedIn, args: PageArgs): Promise<RawPage> {
  return merged(em, viewer.id, followedBy(viewer.id), args);
}

/** The newest entries, at most `most`, of the viewer and followed accounts, with ids from `fromId` on; oldest first. */
export async function watchedSince(em: EntityManager, viewerId: string, fromId: string, most: number): Promise<ActivityRow[]> {
  const list = ofParents(viewerId);
  const page: Page = { size: most - 1, direction: "forward", after: null, before: null };
  const recent = { ...list, conditions: [...list.conditions, { sql: "a.id >= ?::uuid", params: [fromId] }] };
  return (await mergedKeysetRows<ActivityRow>(em, recent, watchedBy(viewerId), page, NEWEST_FIRST)).reverse();
}

/** Ids of the accounts that the viewer follows, whether or not they share anything. */
export async function followedIds(em: EntityManager, viewerId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(em, "select followed_id as id from follows where follower_id = ?", [viewerId]);
  return found.map(({ id }) => id);
}
