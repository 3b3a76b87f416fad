import type { Scope } from "./scopes.js";

export const ROLES = ["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER", "ADMIN", "SYSTEM_ADMIN"] as const;

export type Role = (typeof ROLES)[number];

/** Who is asking. Null stands for someone who is not signed in. */
export interface SignedIn {
  id: string;
  role: Role;
  /** The session it asks from; absent with an API token, and where the program itself acts. */
  sessionId?: string;
  /** What an API token may be used for; absent for a session, which may do all that its role may. */
  scopes?: readonly Scope[];
  /** The admin who acts as this account in an impersonation; absent almost always. */
  impersonatorId?: string;
  /** Set where REQUIRE_VERIFIED_EMAIL holds an account back until its e-mail address is confirmed. */
  mustVerifyEmail?: boolean;
}

export type Viewer = SignedIn | null;
