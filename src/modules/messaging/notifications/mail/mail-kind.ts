import type { EntityManager } from "../../../../platform/database/database.js";
import type { CalendarPart } from "../../../../platform/mail/mail.js";
import type { Platform } from "../../../../platform/platform.js";
import type { Contract } from "../../../../kernel/contract.js";
import type { MailedLinks } from "../../../accounts/identity/credentials/mailed-links.js";
import type { DeclaredMail } from "../../../contracts/declared-mail.js";
import type { MailContent } from "../../../contracts/notification-kind.js";

/** Services for writing a mail. */
export interface MailTools {
  links: MailedLinks;
}

export interface WrittenMail extends MailContent {
  to: string;
  /** For optional mails: one-click unsubscribe. */
  unsubscribeUrl?: string | undefined;
  calendar?: CalendarPart | undefined;
}

/** A kind of mail and its event. A new kind is one file and one line in notifications.module.ts. */
export interface MailKind<T extends object = object> {
  /** Unique among kinds; part of job ids and Message-IDs. */
  name: string;
  event: Contract<T>;
  /** Returns false if the event causes no mail; default true. */
  isDue?(event: T): boolean;
  /** Id of the mail's subject: one mail of this kind per id. */
  about(event: T): string;
  /** Runs when the mail is sent. Returns null if there is no longer a recipient. */
  write(em: EntityManager, event: T, tools: MailTools): Promise<WrittenMail | null>;
}

/** Type-checks a kind against its event. */
export function mailKind<T extends object>(kind: MailKind<T>): MailKind {
  return kind as unknown as MailKind;
}

/** A mail that another module declares. */
export function ofDeclared({ name, event, about, write }: DeclaredMail, { env, secrets }: Pick<Platform, "env" | "secrets">): MailKind {
  return { name, event, about, write: (em, payload) => write(em, payload, env.WEB_URL, { from: env.MAIL_FROM, secrets }) };
}
