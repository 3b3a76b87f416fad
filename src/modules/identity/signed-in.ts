import type { RequestContext } from "../../graphql/context.js";
import { badInput } from "../../kernel/errors.js";
import type { FirstStep } from "./identity.service.js";
import type { CompleteLoginPayload, LoginPayload, RefreshTokenPlace } from "./identity.type.js";
import type { SignIn } from "./sessions.service.js";

type Place = RefreshTokenPlace | null | undefined;

const NOTHING = { accessToken: null, expiresAt: null, refreshToken: null, refreshTokenExpiresAt: null, user: null };

/** Before the work, so that no session is made whose token could not be handed over. */
export function checkPlace({ client }: RequestContext, place: Place): void {
  if (place !== "COOKIE") return;
  if (!client.refreshCookie) throw badInput("input.refreshTokenIn", "A cookie can't be set over a WebSocket: sign in over HTTP.");
  client.refreshCookie.read();
}

/** The payload of who has signed in; the rest of the operation is theirs. */
export function signedIn(context: RequestContext, signIn: SignIn, place: Place): CompleteLoginPayload {
  const { user, viewer, accessToken, expiresAt, refreshToken, refreshTokenExpiresAt } = signIn;
  context.signIn(viewer);
  const inCookie = place === "COOKIE";
  if (inCookie) context.client.refreshCookie!.write(refreshToken, refreshTokenExpiresAt);
  return { accessToken, expiresAt, refreshToken: inCookie ? null : refreshToken, refreshTokenExpiresAt, user };
}

/** Null where a mail leads on. */
export function firstStep(context: RequestContext, step: FirstStep | null, place: Place): LoginPayload {
  return { ...(step?.signIn ? signedIn(context, step.signIn, place) : NOTHING), twoFactor: step?.twoFactor ?? null };
}
