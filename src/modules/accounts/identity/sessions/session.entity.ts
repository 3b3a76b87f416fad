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
  "ORGANIZATION_LEFT",
  "EXPIRED",
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/**
 * A sign-in on one device, and the family of its refresh tokens. Tokens are derived from each other (refresh-token.ts),
 * so the row stores only the latest. An access token is valid no longer than its session.
 */
@Entity({ tableName: "sessions" })
@Index({ name: "sessions_user_index", properties: ["user", "id"] })
@Index({ name: "sessions_expiry_index", properties: ["expiresAt"] })
@Index({
  name: "sessions_impersonator_index",
  expression: "create index sessions_impersonator_index on sessions (impersonator_id) where impersonator_id is not null",
})
@Index({
  name: "sessions_organization_index",
  expression:
    "create index sessions_organization_index on sessions (organization_id, user_id) where organization_id is not null and ended_at is null",
})
export class Session {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Digest of the current refresh token. */
  @Property({ type: "text" })
  tokenDigest!: string;

  /** Number of earlier tokens. */
  @Property({ type: "integer" })
  generation: number = 0;

  /** Times of use of earlier tokens within the grace period, newest first, in Unix milliseconds. */
  @Property({ type: "json" })
  recentUses: number[] = [];

  /** Sign-in method: "PASSWORD", "IMPERSONATION", "SSO", or a provider id. */
  @Property({ type: "text" })
  method!: string;

  /** The organization whose single sign-on started it; null for other methods. No foreign key: organizations are a later module. */
  @Property({ type: "uuid", nullable: true })
  organizationId: string | null = null;

  /** The impersonating admin; null for the user's own sessions. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  impersonator: Ref<User> | null = null;

  /** The client's user agent, truncated. */
  @Property({ type: "text" })
  @MaxChars(400)
  userAgent: string = "";

  /** Address of the last refresh. */
  @Property({ type: "text" })
  address: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastSeenAt: Date = new Date();

  /** Extended by each refresh, up to the maximum session lifetime. */
  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", nullable: true })
  endedAt: Date | null = null;

  @Enum({ items: SESSION_ENDS, nullable: true })
  endedBy: SessionEnd | null = null;
}
