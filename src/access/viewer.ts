import type { Scope } from "./scopes.js";

export const ROLES = ["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER", "ADMIN", "SYSTEM_ADMIN"] as const;

export type Role = (typeof ROLES)[number];

export const ORGANIZATION_ROLES = ["OWNER", "MANAGER", "INSTRUCTOR", "LEARNER"] as const;

/** Role of a member in an organization. */
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** A membership in an active organization. */
export interface Membership {
  organizationId: string;
  role: OrganizationRole;
}

/** The authenticated account. A Viewer is null for anonymous requests. */
export interface SignedIn {
  id: string;
  role: Role;
  /** Session of the request; absent with an API token and for the program's own actions. */
  sessionId?: string;
  /** Scopes of the API token; absent for a session, which may do everything that its role allows. */
  scopes?: readonly Scope[];
  /** Names of the entitlements that are active now (`grantName`); absent if there are none. */
  entitlements?: readonly string[];
  /** The admin who impersonates this account; usually absent. */
  impersonatorId?: string;
  /**
   * Memberships in active organizations, at most a few dozen. Cached with the account, so that checking them costs no statement.
   * Absent for the program's own actions, and in the operation that signs in.
   */
  memberships?: readonly Membership[];
  /** Set if REQUIRE_VERIFIED_EMAIL blocks the account until its e-mail address is confirmed. */
  mustVerifyEmail?: boolean;
}

export type Viewer = SignedIn | null;
