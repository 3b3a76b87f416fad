import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { MaxChars } from "../../../../platform/database/checks.js";

export const SESSION_ENDS = [
  "SIGNED_OUT",
  "REVOKED",
  "REFRESH_TOKEN_REUSED",
  "PASSWORD_CHANGED",
  "EMAIL_CHANGED",
  "SUSPENDED",
  "TAKEN_OVER",
  "DELETED",
  "ROLE_CHANGED",
  "IMPERSONATOR_LEFT",
  "EXPIRED",
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/**
 * A sign-in on one device, and the family of its refresh tokens: each token makes the next one (refresh-token.ts), so the
 * row needs to know the last one only. An access token lives no longer than its session.
 */
@Entity({ tableName: "sessions" })
@Index({ name: "sessions_user_index", properties: ["user", "id"] })
@Index({ name: "sessions_expiry_index", properties: ["expiresAt"] })
@Index({
  name: "sessions_impersonator_index",
  expression: "create index sessions_impersonator_index on sessions (impersonator_id) where impersonator_id is not null",
})
export class Session {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Digest of the refresh token that is valid now. */
  @Property({ type: "text" })
  tokenDigest!: string;

  /** How many tokens came before it. */
  @Property({ type: "integer" })
  generation: number = 0;

  /** When the tokens before it were used, newest first, as Unix milliseconds; no longer ago than the grace. */
  @Property({ type: "json" })
  recentUses: number[] = [];

  /** How it began: "PASSWORD", "IMPERSONATION", or the id of a provider. */
  @Property({ type: "text" })
  method!: string;

  /** The admin who acts as the user in it; null for the user's own. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  impersonator: Ref<User> | null = null;

  /** As the client calls itself, cut short. */
  @Property({ type: "text" })
  @MaxChars(400)
  userAgent: string = "";

  /** From where it was last refreshed. */
  @Property({ type: "text" })
  address: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastSeenAt: Date = new Date();

  /** Moves on with each refresh, but not past the longest life of a session. */
  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", nullable: true })
  endedAt: Date | null = null;

  @Enum({ items: SESSION_ENDS, nullable: true })
  endedBy: SessionEnd | null = null;
}
