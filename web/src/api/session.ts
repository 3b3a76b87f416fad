/**
 * The access token lives in memory, the refresh token in a cookie that no script can read: docs/frontend.md#signing-in. Nothing here
 * knows about views.
 */
import { createStore } from "../store.js";
import { asFailure } from "./failure.js";
import {
  CompleteSignInDocument,
  RefreshDocument,
  RegisterDocument,
  SignInDocument,
  SignOutDocument,
  type RegisterInput,
} from "./generated.js";
import { post } from "./post.js";
import { forgetSeen } from "./seen.js";
import { store, stored } from "./stored.js";

/** Remembers across page loads that there may be a cookie, so that visitors without an account send no useless request. */
const HINT = "signed-in";

/** Null when nobody is signed in. */
export const accessToken = createStore<string | null>(null);

/** Grows when somebody signs in or out, and not when a token is renewed. */
export const sessionNumber = createStore(0);

/** Whether it is known if somebody is signed in. */
let isSettled = false;
let refreshing: Promise<string | null> | null = null;

function remember(token: string | null, { begins = false } = {}): string | null {
  store(HINT, token && "yes");
  const ended = token === null && accessToken.get() !== null;
  accessToken.set(token);
  isSettled = true;
  if (begins || ended) forgetSeen();
  if (begins || ended) sessionNumber.set(sessionNumber.get() + 1);
  return token;
}

export function mayBeSignedIn(): boolean {
  // With a blocked storage it is not known.
  return stored(HINT) !== null;
}

/** True on a page load, until the cookie was tried. */
export const mustRefresh = (): boolean => !isSettled && accessToken.get() === null && mayBeSignedIn();

/** Resolves to null when nobody is signed in. However many ask, one request is sent. Rejects while the server is unreachable. */
export function refresh(): Promise<string | null> {
  refreshing ??= post(RefreshDocument, {}, null)
    .then(({ refreshSession }) => remember(refreshSession?.accessToken ?? null))
    .catch((error: unknown) => {
      if (asFailure(error).code !== "UNAUTHENTICATED") throw error;
      return remember(null);
    })
    .finally(() => (refreshing = null));
  return refreshing;
}

/** After a sign-in through a provider. */
export const beginSession = (token: string): void => void remember(token, { begins: true });

/** Resolves to the challenge for `completeSignIn` if the account has a second factor. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const { login } = await post(SignInDocument, { input: { email, password, refreshTokenIn: "COOKIE" } }, null);
  if (login?.accessToken) remember(login.accessToken, { begins: true });
  return login?.twoFactor?.challenge ?? null;
}

export async function completeSignIn(challenge: string, code: string): Promise<void> {
  const { completeLogin } = await post(CompleteSignInDocument, { input: { challenge, code, refreshTokenIn: "COOKIE" } }, null);
  remember(completeLogin?.accessToken ?? null, { begins: true });
}

/** Resolves to false where the installation hides which addresses are taken: a mail then has the next step. */
export async function register(input: RegisterInput): Promise<boolean> {
  const { register: made } = await post(RegisterDocument, { input: { ...input, refreshTokenIn: "COOKIE" } }, null);
  if (made?.accessToken) remember(made.accessToken, { begins: true });
  return Boolean(made?.accessToken);
}

export async function signOut(): Promise<void> {
  await post(SignOutDocument, {}, accessToken.get());
  remember(null);
}

/** The session has ended elsewhere. */
export const forgetSession = (): void => void remember(null);
