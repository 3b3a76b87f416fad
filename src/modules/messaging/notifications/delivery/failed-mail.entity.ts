import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

/** A mail that could not be sent. Stores the event that caused it, never an address or text: those are read again on retry. */
@Entity({ tableName: "failed_mails" })
export class FailedMail {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Message-ID without the domain. */
  @Property({ type: "text" })
  @Unique({ name: "failed_mails_mail_unique" })
  mailId!: string;

  /** Name of a MailKind. */
  @Property({ type: "text" })
  kind!: string;

  @Property({ type: "json" })
  event!: object;

  /** Recipient, if the event names one. */
  @ManyToOne(() => User, { ref: true, nullable: true, deleteRule: "cascade" })
  user: Ref<User> | null = null;

  @Property({ type: "integer" })
  attempts!: number;

  /** Error codes of the last failure. */
  @Property({ type: "text" })
  error!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  failedAt: Date = new Date();
}
