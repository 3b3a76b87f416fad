import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import { countMergedByGroup, keysetRowsByParent, mergedKeysetRowsByGroup, type ListSql } from "../../../../graphql/keyset-list.js";
import { parsePage, type PageArgs } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { ACTIVITY_COLUMNS, NEWEST_FIRST, type ActivityRow } from "../entries/activity.rows.js";
import { visibleAmong } from "../sharing/consent.js";
import { COUNTED_MOST, forMembers, membersOf, ofParents, type RawPage } from "./feeds.js";

/** Whether the viewer may see the activity of an account. */
export const maySeeActivityOf: LoaderFactory<string, boolean> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const visible = await visibleAmong(em, signedIn.id, ids);
    return ids.map((id) => visible.has(id));
  });

/** What the viewer may see of accounts that share their activity with the viewer. */
function visibleList(viewerId: string): ListSql {
  return {
    select: ACTIVITY_COLUMNS,
    from: "from activities a left join activity_settings s on s.user_id = a.user_id",
    conditions: [
      { sql: "(a.user_id = ? or not coalesce(s.hidden_kinds, '{}') @> array[a.kind])", params: [viewerId] },
      forMembers(viewerId),
    ],
  };
}

/** Entries of accounts, for those that share with the viewer: one statement for all pages alike. */
export const activityOfUser: LoaderFactory<PageOfParent, RawPage> = (context) => {
  const { em, signedIn } = context;
  const list = visibleList(signedIn.id);
  const total = countsById((ids) =>
    rows(
      em,
      `select a.user_id as id, count(*)::int as count ${list.from}
       where ${list.conditions.map(({ sql }) => sql).join(" and ")} and a.user_id = any(?::uuid[]) group by 1`,
      [...list.conditions.flatMap(({ params }) => params), `{${ids.join(",")}}`],
    ),
  );
  return new DataLoader<PageOfParent, RawPage, string>(
    async (keys) => {
      const answers = new Map<PageOfParent, RawPage>();
      for (const alike of Map.groupBy(keys, ({ page }) => argsOf(page)).values()) {
        const page = parsePage(alike[0]!.page, NEWEST_FIRST.name);
        const ids = alike.map(({ parentId }) => parentId);
        const found = await keysetRowsByParent<ActivityRow>(em, list, { sql: "a.user_id", ids }, page, NEWEST_FIRST);
        for (const key of alike)
          answers.set(key, { page, found: found.get(key.parentId) ?? [], total: () => countWithAll(total, ids, key.parentId) });
      }
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, page }) => `${parentId} ${argsOf(page)}` },
  ) as unknown as DataLoader<PageOfParent, RawPage>;
};

/** A page of a class, and whether being in it shares anything with the viewer. */
export interface PageOfClass extends PageOfParent {
  byClass: boolean;
}

/** Entries of the members of classes that the viewer sees: one statement for all pages alike. */
export const activityOfClass: LoaderFactory<PageOfClass, RawPage> = ({ em, signedIn }) => {
  const list = ofParents(signedIn.id);
  const classes = new Map<string, boolean>();
  const groups = (ids: readonly string[]) =>
    membersOf(
      signedIn.id,
      ids.map((id) => ({ id, byClass: classes.get(id)! })),
    );
  const total = countsById((ids) => countMergedByGroup(em, list, groups(ids), COUNTED_MOST));
  return new DataLoader<PageOfClass, RawPage, string>(
    async (keys) => {
      for (const { parentId, byClass } of keys) classes.set(parentId, byClass);
      const answers = new Map<PageOfClass, RawPage>();
      for (const alike of Map.groupBy(keys, ({ page }) => argsOf(page)).values()) {
        const page = parsePage(alike[0]!.page, NEWEST_FIRST.name);
        const ids = alike.map(({ parentId }) => parentId);
        const found = await mergedKeysetRowsByGroup<ActivityRow>(em, list, groups(ids), page, NEWEST_FIRST);
        for (const key of alike)
          answers.set(key, { page, found: found.get(key.parentId) ?? [], total: () => countWithAll(total, ids, key.parentId) });
      }
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, page }) => `${parentId} ${argsOf(page)}` },
  ) as unknown as DataLoader<PageOfClass, RawPage>;
};

/** Pages are ready at different times, as their entries have different subjects: the first one that is counts for all. */
function countWithAll(total: DataLoader<string, number>, ids: readonly string[], id: string): Promise<number> {
  void total.loadMany(ids);
  return total.load(id);
}

const argsOf = ({ first, after, last, before }: PageArgs) => JSON.stringify([first, after, last, before]);

/** Entries with these ids that the viewer may see, in any order. */
export async function activitiesById(context: RequestContext, ids: readonly string[]): Promise<ActivityRow[]> {
  const { em, signedIn } = context;
  const list = visibleList(signedIn.id);
  const found = await rows<ActivityRow>(
    em,
    `select ${list.select} ${list.from} where a.id in (?) and ${list.conditions.map(({ sql }) => sql).join(" and ")}`,
    [ids, ...list.conditions.flatMap(({ params }) => params)],
  );
  const owners = [...new Set(found.map(({ userId }) => userId))];
  const visible = await visibleAmong(em, signedIn.id, owners);
  return found.filter(({ userId }) => visible.has(userId));
}
