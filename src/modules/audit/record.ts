import type { EntityManager } from "../../platform/database.js";
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

/** Writes an entry of the audit log into the caller's transaction: it is there if and only if that commits. */
export function record(em: EntityManager, { actorId, action, subject, address = null, details = {} }: AuditFacts): void {
  em.persist(
    Object.assign(new AuditEntry(), {
      actorId,
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      address: address || null,
      details,
    }),
  );
}
