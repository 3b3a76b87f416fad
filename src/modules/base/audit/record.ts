import { impersonatorNow } from "../../../access/impersonation.js";
import { firstIdAt } from "../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../platform/database/database.js";
import { AuditEntry } from "./audit-entry.entity.js";

export interface AuditFacts {
  /** Who did it; null for the program itself and for someone who was not signed in. */
  actorId: string | null;
  /** What was done, as `noun.verb`: `user.suspended`. */
  action: `${string}.${string}`;
  subject: { type: string; id: string | null };
  address?: string | null;
  /** Facts that the action alone does not tell. Never a secret, and no e-mail address. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes an entry of the audit log into the caller's transaction: it is there if and only if that commits. An admin who acts
 * as the actor is named by itself.
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

/** For what did not happen, such as a wrong password: the refusal undoes no entry. */
export async function recordNow(db: Database, facts: AuditFacts): Promise<void> {
  const em = db.em.fork();
  record(em, facts);
  await em.flush();
}

/**
 * Removes the oldest entries from before a time, at most `limit` of them, and answers how many. The only way there is:
 * the database refuses every other. Call it again until it answers less than the limit.
 */
export async function purgeAuditEntries(em: EntityManager, before: Date, limit: number): Promise<number> {
  return em.fork().transactional(async (transaction) => {
    await transaction.execute("select set_config('codequest.audit_purge', 'on', true)");
    const purged = await rows(
      transaction as EntityManager,
      "delete from audit_entries where id in (select id from audit_entries where id < ?::uuid order by id limit ?) returning id",
      [firstIdAt(before.getTime()), limit],
    );
    return purged.length;
  });
}
