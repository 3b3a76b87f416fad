import { Entity, Enum, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const SUPPRESSION_REASONS = ["BOUNCE", "COMPLAINT"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that receives no more mail: its server rejected it permanently, or its owner reported a mail as spam. */
@Entity({ tableName: "mail_suppressions" })
export class MailSuppression {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Lower case. */
  @Property({ type: "text" })
  @Unique({ name: "mail_suppressions_email_unique" })
  @MaxChars(254)
  email!: string;

  @Enum({ items: SUPPRESSION_REASONS })
  reason!: SuppressionReason;

  /** The provider's explanation. */
  @Property({ type: "text", default: "" })
  @MaxChars(500)
  detail: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
