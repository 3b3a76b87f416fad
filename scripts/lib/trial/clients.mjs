// Clients during the accidents: learners send code until it is acknowledged, and watch until the verdict arrives.
import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { ask } from "../ask.mjs";
import { keyOf } from "../global-id.mjs";
import { slowness } from "../slowness.mjs";
import { sleep } from "../wait.mjs";

export const REQUEST_TIMEOUT_MS = 20_000 * slowness();
/** A socket whose peer does not answer for this long is closed. */
const SILENCE_MS = 4000 * slowness();

export class Refused extends Error {
  constructor(error) {
    super(error.message);
    this.code = error.extensions?.code;
  }
}

export async function request(url, token, query, variables = {}) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  // Not fetch: it gives up after five minutes, which a very slow machine needs.
  const { data, errors } = JSON.parse((await ask(url, { method: "POST", headers, body, timeoutMs: REQUEST_TIMEOUT_MS })).text);
  if (errors) throw new Refused(errors[0]);
  return data;
}

/** Should a client retry? Yes without an answer, or if the answer says so. Anything else is a bug. */
export const comeAgain = (error) => !(error instanceof Refused) || ["SERVICE_UNAVAILABLE", "JUDGE_UNAVAILABLE"].includes(error.code);

const SUBMIT = `mutation Submit($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }`;
const WATCH = `subscription Watch($id: ID!) { submissionStatus(submissionId: $id) { status verdict attempt sequence } }`;

/** Retries use the same key, so that they create one submission. */
export async function submit({ urls, token, random, faults }, { problemId, language, source }) {
  const input = { problemId, language, source, idempotencyKey: randomUUID() };
  for (;;) {
    try {
      return keyOf((await request(random.oneOf(urls), token, SUBMIT, { input })).submitCode.submission.id);
    } catch (error) {
      if (!comeAgain(error)) faults.push(`a submission was answered with ${error.code}: ${error.message}`);
      await sleep(200);
    }
  }
}

const WATCH_SUBMISSION = {
  query: WATCH,
  /** `place` grows with each event. */
  read: ({ submissionStatus: { status, verdict, attempt, sequence } }) => ({
    place: attempt * 2 ** 31 + sequence,
    end: status === "FINISHED" ? verdict : undefined,
  }),
};

/** Resolves to all verdicts of the subscription that completed. */
export const watch = (context, id) => watchUntilDone(context, { ...WATCH_SUBMISSION, id });

/**
 * Subscribes again until a subscription completes, and resolves to its terminal events. `read` gives the place of an event in the order of
 * events, and its `end` if it is a terminal one.
 */
export async function watchUntilDone({ urls, token, random, faults }, { query, id, read }) {
  for (;;) {
    let pending = false;
    const sockets = createClient({
      url: random.oneOf(urls).replace("http", "ws"),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      // A paused API does not answer: after a while, try another one.
      keepAlive: SILENCE_MS,
      on: {
        ping: (received) => {
          if (received) return;
          pending = true;
          setTimeout(() => pending && sockets.terminate(), SILENCE_MS).unref();
        },
        pong: (received) => received && (pending = false),
        opened: () => (pending = false),
        message: () => (pending = false),
      },
    });
    const terminal = [];
    let last = -1;
    try {
      for await (const { data, errors } of sockets.iterate({ query, variables: { id } })) {
        if (errors) throw new Refused(errors[0]);
        const { place, end } = read(data);
        if (place <= last) faults.push(`a watcher of ${id} received an outdated event`);
        last = place;
        if (end !== undefined) terminal.push(end);
      }
      return terminal;
    } catch (error) {
      const refused = Array.isArray(error) ? new Refused(error[0]) : error;
      if (refused instanceof Refused && !comeAgain(refused)) faults.push(`a watcher was answered with ${refused.code}: ${refused.message}`);
      await sleep(200);
    } finally {
      sockets.terminate();
    }
  }
}
