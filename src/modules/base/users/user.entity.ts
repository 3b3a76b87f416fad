import { Entity, Enum, Index, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../access/viewer.js";
import { newId } from "../../../kernel/ids.js";
import { MaxChars } from "../../../platform/database/checks.js";

/** Words of both names, for searching. Cut at everything else, as the parser would take `-12` for a number. */
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

  /** Lower case, so that one mailbox is one account. Null for an account that was deleted, and for no other. */
  @Property({ type: "text", nullable: true })
  @Unique({ name: "users_email_unique" })
  @MaxChars(254)
  email!: string | null;

  /** When it was proven that the address is its owner's; null until then. */
  @Property({ type: "datetime", nullable: true })
  emailVerifiedAt: Date | null = null;

  /** Shown to others and part of addresses; lower case letters, digits, - and _. */
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

  /** BCP 47, such as en or pt-BR: what mails are written in where there is a choice. */
  @Property({ type: "text" })
  @MaxChars(35)
  locale: string = "en";

  /** IANA, such as Europe/Zagreb. */
  @Property({ type: "text" })
  @MaxChars(64)
  timezone: string = "UTC";

  /** Whether others see what it has solved. */
  @Property({ type: "boolean", default: false })
  showProgress: boolean = false;

  /** Null for an account that signs in through a provider only. */
  @Property({ type: "text", nullable: true })
  passwordHash: string | null = null;

  @Enum({ items: ROLES })
  role: Role = "LEARNER";

  /** Null for an account that may sign in. */
  @Property({ type: "datetime", nullable: true })
  suspendedAt: Date | null = null;

  /** Why, as an admin wrote it; empty for an account that may sign in. */
  @Property({ type: "text", default: "" })
  @MaxChars(1000)
  suspensionReason: string = "";

  /**
   * When the account was deleted; null for one that lives. What it was is gone then: the row stays without a name, as what
   * others build on points to it.
   */
  @Property({ type: "datetime", nullable: true })
  deletedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
