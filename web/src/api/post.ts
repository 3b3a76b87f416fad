/** One GraphQL operation over HTTP. */
import type { TypedDocumentString } from "./generated.js";
import { Failure, offline, type GraphQLFault } from "./failure.js";
import { noteServerClock } from "./server-clock.js";

export const ENDPOINT = new URL("/graphql", location.href);

interface Answer<Data> {
  data?: Data | null;
  errors?: GraphQLFault[];
}

export interface PostOptions {
  signal?: AbortSignal | undefined;
  /** Sent even if the page is left. Browsers allow it for small requests. */
  keepalive?: boolean;
}

/** Rejects with a Failure: the first error of the answer, or OFFLINE if none came. */
export async function post<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token: string | null,
  options: PostOptions = {},
): Promise<Data> {
  const { data, errors } = await answerTo(document, variables, token, options);
  if (errors?.[0]) throw new Failure(errors[0]);
  if (!data) throw new Failure({ message: "The answer has no data." });
  return data;
}

async function answerTo<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token: string | null,
  { signal, keepalive = false }: PostOptions,
): Promise<Answer<Data>> {
  let response: Response;
  try {
    response = await fetch(ENDPOINT, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "content-type": "application/json",
        "x-csrf-protection": "1",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      keepalive,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw offline();
  }
  noteServerClock(response.headers.get("date"));
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    // A proxy in front of the API, or a connection that broke within the answer.
    throw offline();
  }
}
