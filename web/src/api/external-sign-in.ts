/**
 * Sign-in through a provider of the installation or of an organization (OpenID Connect): the browser leaves for the provider and comes
 * back to /sign-in/…, where the flow that this tab kept completes it: docs/accounts.md#providers.
 */
import {
  CompleteProviderSignInDocument,
  CompleteSingleSignOnDocument,
  StartProviderSignInDocument,
  StartSingleSignOnDocument,
} from "./generated.js";
import { offline } from "./failure.js";
import { post } from "./post.js";
import { beginSession } from "./session.js";

const FLOW = "sign-in-flow";
const TARGET = "sign-in-target";

function leave(started: { url: string; flow: string } | null | undefined, target: string): void {
  if (!started) throw offline();
  sessionStorage.setItem(FLOW, started.flow);
  sessionStorage.setItem(TARGET, target);
  location.assign(started.url);
}

/** Leaves the page. `target` is where the visitor wanted to go. */
export async function startProvider(provider: string, target: string): Promise<void> {
  leave((await post(StartProviderSignInDocument, { input: { provider } }, null)).startProviderSignIn, target);
}

/** Like `startProvider`, for an organization by its slug. */
export async function startSingleSignOn(organization: string, email: string, target: string): Promise<void> {
  const input = email ? { organization, email } : { organization };
  leave((await post(StartSingleSignOnDocument, { input }, null)).startSingleSignOn, target);
}

export interface Completed {
  /** For `completeSignIn`, if the account has a second factor. */
  challenge: string | null;
  target: string;
}

/** Call it at the address that the provider sent the browser to. Resolves to null in a tab that has started nothing. */
export async function completeExternal(of: "provider" | "organization"): Promise<Completed | null> {
  const flow = sessionStorage.getItem(FLOW);
  if (flow === null) return null;
  const target = sessionStorage.getItem(TARGET) ?? "/";
  // It works once.
  sessionStorage.removeItem(FLOW);
  const input = { flow, callbackUrl: location.href, refreshTokenIn: "COOKIE" } as const;
  const done =
    of === "provider"
      ? (await post(CompleteProviderSignInDocument, { input }, null)).completeProviderSignIn
      : (await post(CompleteSingleSignOnDocument, { input }, null)).completeSingleSignOn;
  if (done?.accessToken) beginSession(done.accessToken);
  return { challenge: done?.twoFactor?.challenge ?? null, target };
}
