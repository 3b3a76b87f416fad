import type { SignedIn } from "../../../../access/viewer.js";

/** A session as its owner sees it. */
export interface SessionRow {
  id: string;
  method: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  impersonatorId: string | null;
  isCurrent: boolean;
}

export const SESSION_COLUMNS = `s.id, s.method, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
  s.impersonator_id as "impersonatorId"`;

/** Condition for active sessions `s` of one account. */
export const LIVE_SESSION_OF = "s.user_id = ? and s.ended_at is null and s.expires_at > now()";

export function sessionShownTo(viewer: SignedIn): (row: SessionRow) => SessionRow {
  return (row) => ({
    ...row,
    // The admin's address is not shown to the account.
    address: row.impersonatorId === null ? row.address : "",
    isCurrent: row.id === viewer.sessionId,
  });
}
