import { Entity, Enum, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const LINK_PURPOSES = ["VERIFY_EMAIL", "RESET_PASSWORD", "CHANGE_EMAIL", "UNDO_EMAIL_CHANGE"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/**
 * A link that proves a mailbox to be someone's. It is bound to an address, not to an account: asking for one looks nobody
 * up, so it takes the same time for every address; whether there is an account shows when the mail is written. The token in
 * the mail is made from the id by the server's secret, so nothing here is worth stealing.
 */
@Entity({ tableName: "mailed_links" })
@Index({ name: "mailed_links_expiry_index", properties: ["expiresAt"] })
@Index({ name: "mailed_links_email_index", properties: ["email", "purpose"] })
export class MailedLink {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Enum({ items: LINK_PURPOSES })
  purpose!: LinkPurpose;

  /** Where the link goes; lower case. */
  @Property({ type: "text" })
  @MaxChars(254)
  email!: string;

  /** For a change of address: whose. Otherwise the account is the one that has the address when the link is used. */
  @Property({ type: "uuid", nullable: true })
  userId: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", nullable: true })
  usedAt: Date | null = null;
}
