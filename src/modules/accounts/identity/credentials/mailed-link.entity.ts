import { Entity, Enum, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const LINK_PURPOSES = ["VERIFY_EMAIL", "RESET_PASSWORD", "CHANGE_EMAIL", "UNDO_EMAIL_CHANGE"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/**
 * A link that proves ownership of a mailbox. Bound to an address, not an account: requesting one looks up no account, so
 * it takes the same time for every address. The account is looked up when the mail is written. The token in the mail is
 * derived from the id with the server's secret, so stolen rows are useless.
 */
@Entity({ tableName: "mailed_links" })
@Index({ name: "mailed_links_expiry_index", properties: ["expiresAt"] })
@Index({ name: "mailed_links_email_index", properties: ["email", "purpose"] })
export class MailedLink {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Enum({ items: LINK_PURPOSES })
  purpose!: LinkPurpose;

  /** Recipient, in lower case. */
  @Property({ type: "text" })
  @MaxChars(254)
  email!: string;

  /**
   * For CHANGE_EMAIL and UNDO_EMAIL_CHANGE: the account. Null for other purposes: the account is then the one that has the
   * address when the link is used.
   */
  @Property({ type: "uuid", nullable: true })
  userId: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", nullable: true })
  usedAt: Date | null = null;
}
