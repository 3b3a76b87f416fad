import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection, type ListSql } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { firstIdAt } from "../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { NOUN } from "./audit-entry.entity.js";

export interface AuditRow {
  id: string;
  actorId: string | null;
  impersonatorId: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  address: string | null;
  details: Record<string, unknown>;
  createdAt: Date;
}

export const SECURITY_ACTORS = ["YOU", "STAFF", "UNKNOWN"] as const;
export type SecurityActor = (typeof SECURITY_ACTORS)[number];

export interface SecurityLogRow {
  id: string;
  action: string;
  actor: SecurityActor;
  address: string | null;
  createdAt: Date;
}

export interface AuditQuery {
  actorId?: string | null;
  impersonatorId?: string | null;
  subjectId?: string | null;
  subjectType?: string | null;
  /** `noun.verb`, or `noun.` for all of one noun. */
  action?: string | null;
  address?: string | null;
  createdFrom?: Date | null;
  createdBefore?: Date | null;
}

export const AUDIT_COLUMNS = `id, actor_id as "actorId", impersonator_id as "impersonatorId", action, subject_type as "subjectType", subject_id as "subjectId",
  address, details, created_at as "createdAt"`;

/** Each condition has an index that ends with the id, the sort key. */
export function listAuditEntries(em: EntityManager, args: PageArgs, query: AuditQuery): Promise<Connection<AuditRow>> {
  const { actorId, impersonatorId, subjectId, subjectType, action, address, createdFrom, createdBefore } = query;
  const equal = (sql: string, value: string | null | undefined) => (value == null ? [] : [{ sql: `${sql} = ?`, params: [value] }]);
  const list: ListSql = {
    select: AUDIT_COLUMNS,
    from: "from audit_entries",
    conditions: [
      ...equal("actor_id", actorId),
      ...equal("impersonator_id", impersonatorId),
      ...equal("subject_id", subjectId),
      ...equal("subject_type", subjectType),
      ...(action?.endsWith(".") ? equal(NOUN, action.slice(0, -1)) : equal("action", action)),
      ...equal("address", address),
      // Ids contain the creation time, so that the index of another condition also serves this one.
      ...(createdFrom ? [{ sql: "id >= ?::uuid", params: [firstIdAt(createdFrom.getTime())] }] : []),
      ...(createdBefore ? [{ sql: "id < ?::uuid", params: [firstIdAt(createdBefore.getTime())] }] : []),
    ],
  };
  return readConnection<AuditRow>(em, list, args, newestFirst("id"));
}

/** Distinct values of the column, in order. One index lookup per value, regardless of the size of the log. */
async function valuesOf(em: EntityManager, column: "action" | "subject_type"): Promise<string[]> {
  const found = await rows<{ value: string }>(
    em,
    `with recursive found (value) as (
       select min(${column}) from audit_entries
       union all select (select min(${column}) from audit_entries where ${column} > found.value) from found where found.value is not null
     ) select value from found where value is not null`,
  );
  return found.map(({ value }) => value);
}

/** Actions and subject types in use, read from the log: old ones outlive the code that wrote them. */
export async function readVocabulary(em: EntityManager): Promise<{ actions: string[]; subjectTypes: string[] }> {
  return { actions: await valuesOf(em, "action"), subjectTypes: await valuesOf(em, "subject_type") };
}

/** Entries that an account may see about itself. Admins stay anonymous, and details are omitted. Merges two index scans in order. */
export function listOwnEntries(em: EntityManager, { id }: SignedIn, args: PageArgs): Promise<Connection<SecurityLogRow>> {
  const list: ListSql = { select: OWN_COLUMNS, from: OWN_ENTRIES, fromParams: [id, id, id], conditions: [] };
  return readConnection<AuditRow, SecurityLogRow>(em, list, args, newestFirst("id"), shownTo(id));
}

/** By id, in any order. */
export async function readOwnEntries(em: EntityManager, { id }: SignedIn, ids: readonly string[]): Promise<SecurityLogRow[]> {
  const found = await rows<AuditRow>(em, `select ${OWN_COLUMNS} ${OWN_ENTRIES} where id in (?)`, [id, id, id, ids]);
  return found.map(shownTo(id));
}

const OWN_COLUMNS = `id, action, actor_id as "actorId", impersonator_id as "impersonatorId", address, created_at as "createdAt"`;

const OWN_ENTRIES = `from (
  select * from audit_entries where actor_id = ?
  union all
  select * from audit_entries where subject_id = ? and subject_type = 'user' and actor_id is distinct from ?
) own`;

function shownTo(userId: string): (row: AuditRow) => SecurityLogRow {
  return ({ id, action, actorId, impersonatorId, address, createdAt }) => {
    const actor = impersonatorId ? "STAFF" : actorId === userId ? "YOU" : actorId ? "STAFF" : "UNKNOWN";
    return { id, action, createdAt, actor, address: actor === "STAFF" ? null : address };
  };
}
