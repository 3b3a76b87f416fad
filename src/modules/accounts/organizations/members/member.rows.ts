import DataLoader from "dataloader";
import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { isAdmin } from "../../../../access/policy.js";
import { connectionsByParent, countsById } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { SEARCH_TEXT } from "../../../base/users/user.entity.js";
import { userColumns, withUser, type UserRow } from "../../../base/users/user.loaders.js";
import type { OrganizationMember } from "./organization-member.entity.js";

export interface MemberRow extends Pick<OrganizationMember, "id" | "role" | "joinedBy" | "createdAt"> {
  organizationId: string;
  userId: string;
  user: UserRow;
  /** Null unless confirmed, and for everyone who does not run the organization. */
  email: string | null;
}

export interface MembersPage {
  organizationId: string;
  role: OrganizationRole | null;
  search: string | null;
  page: PageArgs;
}

const NEWEST_FIRST = newestFirst<MemberRow>("m.id");

/** Reads members as the viewer sees them. `vm` is the viewer's own membership, which an admin may lack. */
function memberList(viewer: SignedIn): Required<Pick<ListSql, "select" | "from" | "fromParams" | "conditions">> {
  const all = isAdmin(viewer);
  // An API token reads the account itself, not addresses of others.
  const runs = all ? "true" : viewer.scopes ? "false" : "vm.role in ('OWNER', 'MANAGER')";
  return {
    select: `m.id, m.organization_id as "organizationId", m.user_id as "userId", m.role, m.joined_by as "joinedBy",
      m.created_at as "createdAt", case when ${runs} and u.email_verified_at is not null then u.email end as email, ${userColumns("u")}`,
    from: `from organization_members m join users u on u.id = m.user_id join organizations o on o.id = m.organization_id
      left join organization_members vm on vm.organization_id = m.organization_id and vm.user_id = ?`,
    fromParams: [viewer.id],
    conditions: all
      ? []
      : [
          {
            sql: "(vm.role <> 'LEARNER' or m.role <> 'LEARNER' or m.user_id = vm.user_id or (vm.id is not null and o.members_visible))",
            params: [],
          },
        ],
  };
}

/** Pages of the members of organizations. Those with the same filter are read in one statement. */
export const membersOf: LoaderFactory<MembersPage, Connection<MemberRow>> = ({ em, signedIn }) => {
  const lists = new Map<string, ReturnType<typeof listOf>>();
  const listOf = (role: OrganizationRole | null, search: string) => {
    const filter = matching(role, search);
    const { conditions, ...list } = memberList(signedIn);
    const total = countsById(async (ids) => {
      const where = [...conditions, ...filter, { sql: "m.organization_id in (?)", params: [ids] }];
      const sql = `select m.organization_id as id, count(*)::int as count ${list.from} where ${where.map((one) => one.sql).join(" and ")} group by 1`;
      return rows(em, sql, [...list.fromParams, ...where.flatMap(({ params }) => params)]);
    });
    return connectionsByParent<MemberRow>(
      em,
      {
        ...list,
        conditions: [...conditions, ...filter],
        isPrepared: !search,
        parent: "m.organization_id",
        order: NEWEST_FIRST,
        toNode: withUser,
      },
      total,
    );
  };
  return new DataLoader<MembersPage, Connection<MemberRow>, string>(
    (keys) =>
      Promise.all(
        keys.map(({ organizationId, page, role, search }) => {
          const key = JSON.stringify([role, search]);
          const list = lists.get(key) ?? listOf(role, search?.trim() ?? "");
          lists.set(key, list);
          return list.load({ parentId: organizationId, page });
        }),
      ),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  ) as unknown as DataLoader<MembersPage, Connection<MemberRow>>;
};

/** By words of the name and the beginning of the username: what everyone may know. Never by address. */
function matching(role: OrganizationRole | null, search: string): ListSql["conditions"] {
  const prefix = `${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const words = search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const text = words.map((word) => `${word}:*`).join(" & ");
  return [
    ...(role ? [{ sql: "m.role = ?", params: [role] }] : []),
    ...(search === ""
      ? []
      : [
          {
            sql:
              "m.user_id in (select id from users where username like ?" +
              (text ? ` union all select id from users where ${SEARCH_TEXT} @@ to_tsquery('simple', ?))` : ")"),
            params: text ? [prefix, text] : [prefix],
          },
        ]),
  ];
}

export async function membersByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<MemberRow[]> {
  const { select, from, fromParams, conditions } = memberList(viewer);
  const where = ["m.id in (?)", ...(isAdmin(viewer) ? [] : ["vm.id is not null"]), ...conditions.map(({ sql }) => sql)];
  return (await rows<MemberRow>(em, `select ${select} ${from} where ${where.join(" and ")}`, [...fromParams, ids])).map(withUser);
}

/** Memberships of accounts, for themselves and admins: newest first, as there are few. */
export const membershipsOf: LoaderFactory<string, MemberRow[]> = ({ em, signedIn }) =>
  new DataLoader(async (userIds) => {
    const { select, from, fromParams } = memberList(signedIn);
    const found = await rows<MemberRow>(em, `select ${select} ${from} where m.user_id in (?) order by m.id desc`, [...fromParams, userIds]);
    const byUser = Map.groupBy(found.map(withUser), ({ userId }) => userId);
    return userIds.map((id) => byUser.get(id) ?? []);
  });
