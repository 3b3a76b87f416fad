import { impersonatorNow } from "../../../access/impersonation.js";
import { firstIdAt } from "../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../platform/database/database.js";
import { AuditEntry } from "./audit-entry.entity.js";

export interface AuditFacts {
  /** Null for the system and for anonymous clients. */
  actorId: string | null;
  /** The action, as `noun.verb`: `user.suspended`. */
  action: `${string}.${string}`;
  subject: { type: string; id: string | null };
  address?: string | null;
  /** Additional facts. Never secrets or e-mail addresses. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes an audit entry in the caller's transaction: it exists if and only if that commits. Adds the impersonating admin
 * automatically.
 */
export function record(em: EntityManager, { actorId, action, subject, address = null, details = {} }: AuditFacts): void {
  em.persist(
    Object.assign(new AuditEntry(), {
      actorId,
      impersonatorId: impersonatorNow(),
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      address: address || null,
      details,
    }),
  );
}

/** For refused actions, such as a wrong password: commits on its own, so that the refusal does not roll it back. */
export async function recordNow(db: Database, facts: AuditFacts): Promise<void> {
  const em = db.em.fork();
  record(em, facts);
  await em.flush();
}

/**
 * Removes the oldest entries before a time, at most `limit`, in the caller's transaction, and returns their number. The only way to
 * remove entries: the database rejects all others. Call again until the result is below the limit.
 */
export async function purgeAuditEntries(em: EntityManager, before: Date, limit: number): Promise<number> {
  await em.execute("select set_config('codequest.audit_purge', 'on', true)");
  const sql = "delete from audit_entries where id in (select id from audit_entries where id < ?::uuid order by id limit ?) returning id";
  return (await rows(em, sql, [firstIdAt(before.getTime()), limit])).length;
}
