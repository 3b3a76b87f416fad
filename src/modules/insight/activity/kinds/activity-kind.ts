import type { Contract } from "../../../../kernel/contract.js";
import type { MessageLanguage } from "../../../../messages/messages.js";
import type { EntityManager } from "../../../../platform/database/database.js";

/** What an event says about one entry, from the present state of the database. */
export interface Occurrence<D extends object = object> {
  userId: string;
  /** Unique among the account's entries of the kind. */
  causeId: string;
  /** False if it is not, or no longer, the case: the entry is removed. */
  holds: boolean;
  at: Date;
  /** Absent if the kind has no subject. */
  subjectId?: string;
  data?: D;
}

/**
 * A kind of activity and the events that it comes from: one file in kinds/ and one line in kinds.ts. Texts are rendered when they are
 * read, in the reader's language.
 */
export interface ActivityKind<E extends object = object, D extends object = object> {
  /** Unique and permanent: rows refer to it. A value of the schema's enum. */
  name: string;
  /** For the settings page. */
  title: string;
  description: string;
  events: readonly Contract<E>[];
  /** GraphQL type of its subjects, which implements Node and has a `title`. Entries are shown only to those who may see the subject. */
  subject?: string;
  /** Its subject is a class, and only members of the class may see entries. */
  withinClass?: true;
  /** Names what is assessed: assessments of the same thing run one after the other. */
  about(event: E): string;
  /** Must not depend on the order of events. Null if the event says nothing about an entry. */
  assess(em: EntityManager, event: E): Promise<Occurrence<D> | null>;
  /** One sentence in plain text, without the name of the account. `title`: of the subject; empty without one. */
  text(entry: { title: string; data: D }, language: MessageLanguage): string;
}

/** Type-checks a kind against its events and data. */
export function activityKind<E extends object, D extends object = object>(kind: ActivityKind<E, D>): ActivityKind {
  return kind as unknown as ActivityKind;
}
