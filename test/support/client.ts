/** Clients of the API under test: HTTP through graphql-request, WebSocket through graphql-ws. Both look for hidden data. */
import { ClientError, GraphQLClient } from "graphql-request";
import { createClient, type Client as SocketClient } from "graphql-ws";
import { print, type DocumentNode } from "graphql";
import { WebSocket } from "ws";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { assertNoCanary } from "./canary.js";
import type { Api } from "./installation.js";

/** A request fails with the errors of its answer, so the root fields of an answer are there. */
type Answered<R> = { [Field in keyof R]: NonNullable<R[Field]> };

export interface Client {
  readonly api: Api;
  token: string | null;
  request<R, V extends object>(document: TypedDocumentNode<R, V>, variables?: V): Promise<Answered<R>>;
  /** The code of the error a request is answered with; fails when it is answered with data. */
  errorOf<R, V extends object>(
    document: TypedDocumentNode<R, V>,
    variables?: V,
  ): Promise<{ code: string; message: string; extensions: Record<string, unknown> }>;
  /** Events until the server completes the subscription. Throws what the server answers instead. */
  subscribe<R, V extends object>(document: TypedDocumentNode<R, V>, variables?: V): AsyncIterableIterator<Answered<R>>;
  close(): Promise<void>;
}

export function clientOf(api: Api, token: string | null = null): Client {
  const checkedFetch: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const text = await answer.text();
    assertNoCanary("a response", text);
    // No test expects one, and only the log says why.
    if (text.includes("INTERNAL_SERVER_ERROR")) throw new Error(`The API failed:\n${api.logs().slice(-1200)}`);
    return new Response(text, answer);
  };
  const http = new GraphQLClient(api.url, { fetch: checkedFetch, headers: token ? { authorization: `Bearer ${token}` } : {} });
  let sockets: SocketClient | undefined;

  return {
    api,
    token,
    request: (document, variables) => http.request(document as TypedDocumentNode<never, object>, variables ?? {}),

    async errorOf(document, variables) {
      try {
        await http.request(document as TypedDocumentNode<unknown, object>, variables ?? {});
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        const first = error.response.errors![0]!;
        const extensions = first.extensions as Record<string, unknown>;
        return { code: String(extensions.code), message: first.message, extensions };
      }
      throw new Error("expected an error, got data");
    },

    async *subscribe(document, variables) {
      sockets ??= createClient({
        url: api.wsUrl,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: token ? { authorization: `Bearer ${token}` } : {},
      });
      for await (const result of sockets.iterate<Record<string, unknown>>({
        query: print(document as DocumentNode),
        variables: { ...variables },
      })) {
        assertNoCanary("an event", JSON.stringify(result));
        if (result.errors) throw Object.assign(new Error(result.errors[0]!.message), { code: result.errors[0]!.extensions?.code });
        yield result.data as never;
      }
    },

    async close() {
      await sockets?.dispose();
    },
  };
}
