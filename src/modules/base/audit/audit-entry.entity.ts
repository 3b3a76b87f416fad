import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";

/** The subject of an action: `user` in `user.suspended`. */
export const NOUN = "split_part(action, '.', 1)";

/**
 * One security-relevant or administrative action. Append-only: the database rejects changes and deletions, except in a
 * transaction that has set `codequest.audit_purge`, as retention does. No foreign keys, so that entries outlive what they
 * refer to.
 */
@Entity({ tableName: "audit_entries" })
@Index({ name: "audit_entries_actor_index", properties: ["actorId", "id"] })
@Index({ name: "audit_entries_subject_index", properties: ["subjectId", "id"] })
@Index({ name: "audit_entries_action_index", properties: ["action", "id"] })
@Index({ name: "audit_entries_noun_index", expression: `create index audit_entries_noun_index on audit_entries (${NOUN}, id)` })
@Index({ name: "audit_entries_subject_type_index", properties: ["subjectType", "id"] })
@Index({
  name: "audit_entries_address_index",
  expression: "create index audit_entries_address_index on audit_entries (address, id) where address is not null",
})
@Index({
  name: "audit_entries_impersonator_index",
  expression: "create index audit_entries_impersonator_index on audit_entries (impersonator_id, id) where impersonator_id is not null",
})
export class AuditEntry {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Null for the system and for anonymous clients. */
  @Property({ type: "uuid", nullable: true })
  actorId: string | null = null;

  /** The admin who impersonated the actor; null without impersonation. */
  @Property({ type: "uuid", nullable: true })
  impersonatorId: string | null = null;

  /** The action, as `noun.verb`. */
  @Property({ type: "text" })
  action!: string;

  /** Type of the subject, such as "user". */
  @Property({ type: "text" })
  subjectType!: string;

  @Property({ type: "uuid", nullable: true })
  subjectId: string | null = null;

  /** Client address; null for actions not caused by a client. */
  @Property({ type: "text", nullable: true })
  address: string | null = null;

  /** Additional facts. Never secrets or e-mail addresses. */
  @Property({ type: "json" })
  details: object = {};

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
