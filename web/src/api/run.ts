/** Operations as the signed-in account. */
import { createStore } from "../store.js";
import { asFailure, type Failure } from "./failure.js";
import type { TypedDocumentString } from "./generated.js";
import { post } from "./post.js";
import { accessToken, forgetSession, mustRefresh, refresh } from "./session.js";

/** Whether the last request arrived. */
export const reachable = createStore(true);

/** Sends the token, and refreshes it when the server says that it has expired. Rejects with a Failure. */
export async function run<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  try {
    const data = await withFreshToken(document, variables, signal);
    reachable.set(true);
    return data;
  } catch (error) {
    if (!signal?.aborted) reachable.set(asFailure(error).code !== "OFFLINE");
    throw error;
  }
}

async function withFreshToken<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  if (mustRefresh()) await refresh();
  const token = accessToken.get();
  try {
    return await post(document, variables, token, { signal });
  } catch (error) {
    const { code, extensions } = asFailure(error) satisfies Failure;
    if (code !== "UNAUTHENTICATED" || !token || !extensions.reason) throw error;
    if (extensions.reason !== "EXPIRED") {
      forgetSession();
      throw error;
    }
    return post(document, variables, await refresh(), { signal });
  }
}
