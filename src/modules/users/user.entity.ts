import { Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import type { Role } from "../../access/viewer.js";
import { newId } from "../../kernel/ids.js";

@Entity({ tableName: "users" })
export class User {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Lower case, so that one mailbox is one account. */
  @Property({ type: "text" })
  @Unique({ name: "users_email_unique" })
  email!: string;

  /** Shown to others and part of addresses; lower case letters, digits, - and _. */
  @Property({ type: "text" })
  @Unique({ name: "users_username_unique" })
  username!: string;

  @Property({ type: "text" })
  displayName!: string;

  /** Markdown. */
  @Property({ type: "text" })
  bio: string = "";

  /** BCP 47, such as en or pt-BR: what mails are written in where there is a choice. */
  @Property({ type: "text" })
  locale: string = "en";

  /** IANA, such as Europe/Zagreb. */
  @Property({ type: "text" })
  timezone: string = "UTC";

  @Property({ type: "text" })
  passwordHash!: string;

  @Property({ type: "text" })
  role: Role = "LEARNER";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
