import { Entity, Enum, Index, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../access/viewer.js";
import { newId } from "../../../kernel/ids.js";
import { MaxChars } from "../../../platform/database/checks.js";

/** Searchable words of both names. Split at all other characters, because the parser would read `-12` as a number. */
export const SEARCH_TEXT = "to_tsvector('simple', regexp_replace(username || ' ' || display_name, '[^[:alnum:]]+', ' ', 'g'))";

@Entity({ tableName: "users" })
@Index({ name: "users_search_index", expression: `create index users_search_index on users using gin (${SEARCH_TEXT})` })
@Index({
  name: "users_email_prefix_index",
  expression: "create index users_email_prefix_index on users (email text_pattern_ops)",
})
@Index({
  name: "users_username_prefix_index",
  expression: "create index users_username_prefix_index on users (username text_pattern_ops)",
})
@Index({ name: "users_role_index", properties: ["role", "id"] })
@Index({
  name: "users_suspended_index",
  expression: "create index users_suspended_index on users (id) where suspended_at is not null",
})
export class User {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Lower case, so that one mailbox is one account. Null only for deleted accounts. */
  @Property({ type: "text", nullable: true })
  @Unique({ name: "users_email_unique" })
  @MaxChars(254)
  email!: string | null;

  /** When ownership of the address was confirmed; null if it was not. */
  @Property({ type: "datetime", nullable: true })
  emailVerifiedAt: Date | null = null;

  /** Public, and part of URLs: lower-case letters, digits, - and _. */
  @Property({ type: "text" })
  @Unique({ name: "users_username_unique" })
  @MaxChars(30)
  username!: string;

  @Property({ type: "text" })
  @MaxChars(100)
  displayName!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(2000)
  bio: string = "";

  /** BCP 47, such as en or pt-BR. Language of mails, if available. */
  @Property({ type: "text" })
  @MaxChars(35)
  locale: string = "en";

  /** IANA, such as Europe/Zagreb. */
  @Property({ type: "text" })
  @MaxChars(64)
  timezone: string = "UTC";

  /** Show solved problems to others. */
  @Property({ type: "boolean", default: false })
  showProgress: boolean = false;

  /** Null for accounts that sign in only through a provider. */
  @Property({ type: "text", nullable: true })
  passwordHash: string | null = null;

  @Enum({ items: ROLES })
  role: Role = "LEARNER";

  /** Null unless suspended. */
  @Property({ type: "datetime", nullable: true })
  suspendedAt: Date | null = null;

  /** The admin's reason; empty unless suspended. */
  @Property({ type: "text", default: "" })
  @MaxChars(1000)
  suspensionReason: string = "";

  /** Null unless deleted. Deletion removes the personal data; the row stays, because others' data refers to it. */
  @Property({ type: "datetime", nullable: true })
  deletedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
