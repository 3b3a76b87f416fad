import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import type { FirstStep } from "./identity.service.js";
import type { CompleteLoginPayload, LoginPayload, PerhapsSignedIn, RefreshTokenPlace } from "./identity.type.js";
import type { Client, SignIn } from "../sessions/sessions.service.js";

type Place = RefreshTokenPlace | null | undefined;

const NOTHING = { accessToken: null, expiresAt: null, refreshToken: null, refreshTokenExpiresAt: null, user: null };

/** Before the work, so that no session is made whose token could not be handed over. */
export function checkPlace({ client }: RequestContext, place: Place): void {
  if (place !== "COOKIE") return;
  if (!client.refreshCookie) throw badInput("input.refreshTokenIn", "A cookie can't be set over a WebSocket: sign in over HTTP.");
  client.refreshCookie.read();
}

/** The client with the session that its cookie shows, if any: one that is not the account's own changes nothing. */
export function withSession({ client }: RequestContext): Client {
  try {
    return { ...client, refreshToken: client.refreshCookie?.isPresent ? client.refreshCookie.read() : null };
  } catch {
    return client; // another site may be behind the request
  }
}

/** The payload of who has signed in; the rest of the operation is theirs. */
export function signedIn(context: RequestContext, signIn: SignIn, place: Place): CompleteLoginPayload {
  const { user, viewer, accessToken, expiresAt, refreshToken, refreshTokenExpiresAt } = signIn;
  context.signIn(viewer);
  const inCookie = place === "COOKIE";
  if (inCookie) context.client.refreshCookie!.write(refreshToken, refreshTokenExpiresAt);
  return { accessToken, expiresAt, refreshToken: inCookie ? null : refreshToken, refreshTokenExpiresAt, user };
}

/** The same, or nothing: null where a second step, or a mail, stands before it. */
export function perhapsSignedIn(context: RequestContext, signIn: SignIn | null, place: Place): PerhapsSignedIn {
  return signIn ? signedIn(context, signIn, place) : NOTHING;
}

export function firstStep(context: RequestContext, { signIn, twoFactor }: FirstStep, place: Place): LoginPayload {
  return { ...perhapsSignedIn(context, signIn, place), twoFactor };
}
