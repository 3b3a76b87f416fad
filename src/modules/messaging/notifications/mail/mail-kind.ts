import type { EntityManager } from "../../../../platform/database/database.js";
import type { EventContract } from "../../../../platform/outbox/outbox.js";
import type { MailedLinks } from "../../../accounts/identity/credentials/mailed-links.js";
import type { MailContent } from "../../../contracts/notification-kind.js";

/** What the text of a mail may need beside the database. */
export interface MailTools {
  links: MailedLinks;
}

export interface WrittenMail extends MailContent {
  to: string;
  /** For what its reader may do without: one click there ends it. */
  unsubscribeUrl?: string | undefined;
}

/** A kind of mail, and the event that makes it due. A new kind is one file and one line in notifications.module.ts. */
export interface MailKind<T extends object = object> {
  /** Unique among kinds; part of job ids and Message-IDs. */
  name: string;
  event: EventContract<T>;
  /** Whether the event makes one due at all; always when absent. */
  isDue?(event: T): boolean;
  /** Id of what the mail is about: for each there is one mail of this kind. */
  about(event: T): string;
  /** Reads it when the mail is sent. Null when there is nobody to write to any more. */
  write(em: EntityManager, event: T, tools: MailTools): Promise<WrittenMail | null>;
}

/** Keeps an event's type together with its kind. */
export function mailKind<T extends object>(kind: MailKind<T>): MailKind {
  return kind as unknown as MailKind;
}
