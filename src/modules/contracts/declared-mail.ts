import type { Contract } from "../../kernel/contract.js";
import type { EntityManager } from "../../platform/database/database.js";
import type { CalendarPart, Mailbox } from "../../platform/mail/mail.js";
import type { Secrets } from "../../platform/security/secrets.js";
import type { MailContent } from "./notification-kind.js";

/** A mail that a module above `notifications` declares, and that is no notification: its recipient may have no account. */
export interface DeclaredMail<T extends object = object> {
  /** Unique among mails; part of job ids and Message-IDs. */
  name: string;
  event: Contract<T>;
  /** Id of the mail's subject: one mail of this kind per id. */
  about(event: T): string;
  /** Runs when the mail is sent. `webUrl` is the web application's address. Returns null if there is no longer a recipient. */
  write(em: EntityManager, event: T, webUrl: string, tools: MailTools): Promise<WrittenMail | null>;
}

interface MailTools {
  /** The sender of all mail. */
  from: Mailbox;
  /** Makes tokens of links, which are stored nowhere. */
  secrets: Pick<Secrets, "mac">;
}

interface WrittenMail extends MailContent {
  to: string;
  calendar?: CalendarPart | undefined;
}

/** Type-checks a mail against its event. */
export function declaredMail<T extends object>(mail: DeclaredMail<T>): DeclaredMail {
  return mail as unknown as DeclaredMail;
}
