import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import type { SignInOutcome } from "./identity.service.js";
import type { CompleteLoginPayload, LoginPayload, OptionalSession, RefreshTokenPlace } from "./identity.type.js";
import type { Client, IssuedSession } from "../sessions/sessions.service.js";

type Place = RefreshTokenPlace | null | undefined;

const NOTHING = { accessToken: null, expiresAt: null, refreshToken: null, refreshTokenExpiresAt: null, user: null };

/** Checked first, so that no session is created whose token could not be delivered. */
export function checkPlace({ client }: RequestContext, place: Place): void {
  if (place !== "COOKIE") return;
  if (!client.refreshCookie) throw badInput("input.refreshTokenIn", "A cookie can't be set over a WebSocket: sign in over HTTP.");
  client.refreshCookie.read();
}

/** Adds the session of the client's cookie, if any. A session of another account has no effect. */
export function withSession({ client }: RequestContext): Client {
  try {
    return { ...client, refreshToken: client.refreshCookie?.isPresent ? client.refreshCookie.read() : null };
  } catch {
    return client; // possible cross-site request
  }
}

/** Builds the payload of a sign-in. The rest of the operation runs as the signed-in user. */
export function sessionPayload(context: RequestContext, session: IssuedSession, place: Place): CompleteLoginPayload {
  const { user, viewer, accessToken, expiresAt, refreshToken, refreshTokenExpiresAt } = session;
  context.actAs(viewer);
  const inCookie = place === "COOKIE";
  if (inCookie) context.client.refreshCookie!.write(refreshToken, refreshTokenExpiresAt);
  return { accessToken, expiresAt, refreshToken: inCookie ? null : refreshToken, refreshTokenExpiresAt, user };
}

/** Like `sessionPayload`; all fields are null if a second step or a mail comes first. */
export function optionalSessionPayload(context: RequestContext, session: IssuedSession | null, place: Place): OptionalSession {
  return session ? sessionPayload(context, session, place) : NOTHING;
}

export function loginPayload(context: RequestContext, { session, twoFactor }: SignInOutcome, place: Place): LoginPayload {
  return { ...optionalSessionPayload(context, session, place), twoFactor };
}
