/**
 * Close codes besides those of graphql-transport-ws. Clients of graphql-ws reconnect automatically after each of these; 4400, 4401,
 * 4406, 4409, 4429, 4500 and most codes from 1002 to 1011 are final for them.
 */
export const CLOSE = {
  GOING_AWAY: { code: 1001, reason: "Server is stopping" },
  TRY_AGAIN_LATER: { code: 1013, reason: "Internal server error" },
  TOO_MANY_OF_ADDRESS: { code: 1013, reason: "Too many connections from this address" },
  TOO_MANY_OF_ACCOUNT: { code: 1013, reason: "Too many connections of this account" },
  TOKEN_EXPIRED: { code: 4403, reason: "EXPIRED" },
  TOKEN_ENDED: { code: 4403, reason: "ENDED" },
  TOKEN_INVALID: { code: 4403, reason: "INVALID" },
  /** The access token may still be valid: role, verification or suspension of the account has changed. */
  ACCOUNT_CHANGED: { code: 4403, reason: "CHANGED" },
  NOT_READING: { code: 4499, reason: "No response to pings; reconnect" },
} as const;
export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];

/** An open WebSocket or event stream. */
export interface LiveClient {
  readonly address: string;
  /** The User-Agent of the connection request, truncated. */
  readonly userAgent: string;
  isOpen(): boolean;
  close(why: CloseReason): void;
  /** Called once, when the connection is closed. */
  onClose(callback: () => void): void;
  /** From now on counts the connection for this account. Returns false and closes it if the account has reached its limit. */
  belongsTo(userId: string): boolean;
  /** The connection is closed with TOKEN_EXPIRED within a second of this time. */
  endsAt(time: Date): void;
}
