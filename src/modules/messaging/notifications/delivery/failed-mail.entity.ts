import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

/** A mail that was given up. It holds the event it was due by, never an address or a text: those are read when it is tried again. */
@Entity({ tableName: "failed_mails" })
export class FailedMail {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Its Message-ID without the domain. */
  @Property({ type: "text" })
  @Unique({ name: "failed_mails_mail_unique" })
  mailId!: string;

  /** Name of a MailKind. */
  @Property({ type: "text" })
  kind!: string;

  @Property({ type: "json" })
  event!: object;

  /** Whose mail it is, where the event says so. */
  @ManyToOne(() => User, { ref: true, nullable: true, deleteRule: "cascade" })
  user: Ref<User> | null = null;

  @Property({ type: "integer" })
  attempts!: number;

  /** Codes of the last failure. */
  @Property({ type: "text" })
  error!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  failedAt: Date = new Date();
}
