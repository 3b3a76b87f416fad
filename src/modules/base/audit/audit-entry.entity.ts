import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";

/** What an action is about: `user` of `user.suspended`. */
export const NOUN = "split_part(action, '.', 1)";

/**
 * One security-relevant or administrative act. Append-only: the database itself refuses to change or remove a row, but for
 * a transaction that has set `codequest.audit_purge`, as retention does. Ids point nowhere by constraint, so that an entry
 * outlives what it speaks of.
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

  /** Who did it; null for the program itself and for someone who was not signed in. */
  @Property({ type: "uuid", nullable: true })
  actorId: string | null = null;

  /** The admin who did it as the actor; null where the actor did it in person. */
  @Property({ type: "uuid", nullable: true })
  impersonatorId: string | null = null;

  /** What was done, as `noun.verb`. */
  @Property({ type: "text" })
  action!: string;

  /** What it was done to, such as "user". */
  @Property({ type: "text" })
  subjectType!: string;

  @Property({ type: "uuid", nullable: true })
  subjectId: string | null = null;

  /** Where it came from; null for what no client asked for. */
  @Property({ type: "text", nullable: true })
  address: string | null = null;

  /** Facts that the action alone does not tell. Never a secret, and no e-mail address. */
  @Property({ type: "json" })
  details: object = {};

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
