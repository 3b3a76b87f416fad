/** Requests to Judge0: time-outs, retries, the circuit. Errors name the path and the status, never the key, the address or a body. */
import { setTimeout as delay } from "node:timers/promises";
import type * as z from "zod";
import { createCircuitBreaker } from "../../../kernel/circuit-breaker.js";
import { retryAfterMs } from "../../../kernel/retry-after.js";
import { MIB } from "../../../kernel/units.js";
import { MachineBusy, SandboxError } from "../../sandbox/sandbox.js";

export interface Judge0HttpOptions {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Empty if the service needs none. */
  key: string;
  /** Of the key: X-Auth-Token, or X-RapidAPI-Key at RapidAPI. */
  keyHeader: string;
  /** Of each request. */
  timeoutMs: number;
}

/** Of one request. */
const TRIES = 5;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** Consecutive failed requests, as of the AI provider. */
const CIRCUIT = { most: 8, openMs: 30_000 };
const ANSWER_MAX_BYTES = 128 * MIB;

/** The service did not take the request. `again`: it may, later. */
class RequestFailed extends Error {
  constructor(
    message: string,
    readonly again: boolean,
    /** Nothing is broken: too many requests, or its queue is full. */
    readonly busy: boolean,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

export interface Judge0Http {
  get<S extends z.ZodType>(path: string, answer: S, signal?: AbortSignal): Promise<z.output<S>>;
  post<S extends z.ZodType>(path: string, body: unknown, answer: S, signal?: AbortSignal): Promise<z.output<S>>;
}

/** Both reject with a SandboxError; with MachineBusy if the service has too much to do. */
export function createJudge0Http({ baseUrl, key, keyHeader, timeoutMs }: Judge0HttpOptions): Judge0Http {
  const circuit = createCircuitBreaker({
    ...CIRCUIT,
    refuse: () => new MachineBusy("Judge0 failed repeatedly and is not asked for now."),
  });

  const once = async <S extends z.ZodType>(
    method: "GET" | "POST",
    path: string,
    text: string | undefined,
    answer: S,
    signal?: AbortSignal,
  ): Promise<z.output<S>> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const what = `${method} ${path.replace(/\?.*/, "")}`;
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        // Another address must not get the key.
        redirect: "error",
        headers: {
          accept: "application/json",
          ...(text !== undefined && { "content-type": "application/json" }),
          ...(key !== "" && { [keyHeader]: key }),
        },
        ...(text !== undefined && { body: text }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      body = await boundedText(response);
    } catch {
      signal?.throwIfAborted();
      throw new RequestFailed(
        timeout.aborted ? `Judge0 did not answer ${what} within ${timeoutMs} ms.` : `Judge0 is not reachable for ${what}.`,
        true,
        false,
      );
    }
    const { ok, status, headers } = response;
    // 422: of a batch, all submissions are refused. The answer says why.
    if (ok || status === 422) {
      const read = answer.safeParse(jsonOf(body));
      if (read.success) return read.data;
      throw new RequestFailed(`Judge0 gave an unexpected answer to ${what}.`, true, false);
    }
    // 503 is its full queue, or maintenance.
    const busy = status === 429 || status === 503;
    throw new RequestFailed(
      status === 401 || status === 403 ? "Judge0 refused the key." : `Judge0 answered ${what} with status ${status}.`,
      busy || status === 408 || status >= 500,
      busy,
      retryAfterMs(headers.get("retry-after")),
    );
  };

  const call = async <S extends z.ZodType>(
    method: "GET" | "POST",
    path: string,
    body: unknown,
    answer: S,
    signal?: AbortSignal,
  ): Promise<z.output<S>> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (let attempt = 1; ; attempt++) {
      circuit.expectClosed();
      try {
        const read = await once(method, path, text, answer, signal);
        circuit.succeeded();
        return read;
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        // A refusal, or a full queue, is an answer.
        if (error.busy || !error.again) circuit.succeeded();
        else circuit.failed();
        const backoffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
        const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs);
        // A longer wait is for the queue of jobs: it holds no slot meanwhile.
        if (!error.again || attempt === TRIES || waitMs > LONGEST_WAIT_MS)
          throw error.busy ? new MachineBusy(error.message) : new SandboxError(error.message);
        await delay(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
      }
    }
  };

  return {
    get: (path, answer, signal) => call("GET", path, undefined, answer, signal),
    post: (path, body, answer, signal) => call("POST", path, body, answer, signal),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (!response.body) return "";
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > ANSWER_MAX_BYTES) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
