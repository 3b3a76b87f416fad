import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { KIB, SECOND_MS } from "../../kernel/units.js";
import { endpointObjection, lookupPublic, type publicLookup } from "../push/public-address.js";
import { signatureOf } from "../security/webhook-signature.js";

export interface WebhookMessage {
  /** Value of `webhook-id`: the same at each attempt. */
  id: string;
  /** JSON. */
  body: string;
  /** Each gives a signature, the newest first. */
  keys: readonly Buffer[];
}

/** Codes of attempts without a response. */
export const WEBHOOK_FAULTS = ["ADDRESS_REFUSED", "NAME_NOT_FOUND", "TIMEOUT", "CONNECTION_FAILED", "TLS_FAILED"] as const;
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

export interface WebhookOutcome {
  /** Null without a response. */
  status: number | null;
  fault: WebhookFault | null;
  /** The first bytes of the response, at most ANSWER_BYTES_MAX, as text. */
  answer: string;
  durationMs: number;
}

export interface WebhookSender {
  /** Null if messages may be sent to the address, else what is wrong with it. Looks no name up. */
  objection(url: string): string | null;
  /** One attempt, within the time limit. Never rejects. Follows no redirect. */
  send(url: string, message: WebhookMessage): Promise<WebhookOutcome>;
}

export interface WebhookSenderOptions {
  /** Allows http and private addresses. Only for tests: addresses are untrusted input. */
  anyEndpoint: boolean;
  timeoutMs?: number;
  lookup?: ReturnType<typeof publicLookup>;
}

/** For the whole exchange. */
export const WEBHOOK_TIMEOUT_MS = 10 * SECOND_MS;
export const ANSWER_BYTES_MAX = KIB;
/** Read before the connection is closed. */
const READ_BYTES_MAX = 4 * KIB;

/** Signs by Standard Webhooks (https://www.standardwebhooks.com): headers webhook-id, webhook-timestamp, webhook-signature. */
export function createWebhookSender({
  anyEndpoint,
  timeoutMs = WEBHOOK_TIMEOUT_MS,
  lookup = lookupPublic,
}: WebhookSenderOptions): WebhookSender {
  const post = (url: URL, headers: Record<string, string>, body: Buffer): Promise<Pick<WebhookOutcome, "status" | "answer">> =>
    new Promise((resolve, reject) => {
      const request = url.protocol === "https:" ? httpsRequest : httpRequest;
      let answered = false;
      const sending = request(
        url,
        {
          method: "POST",
          headers,
          // A connection of its own: each address was checked for this request.
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          ...(anyEndpoint ? {} : { lookup: lookup as never }),
        },
        (response) => {
          answered = true;
          void readAnswer(sending, response).then((answer) => resolve({ status: response.statusCode ?? 0, answer }));
        },
      );
      sending.on("error", (error) => {
        if (!answered) reject(error);
      });
      sending.end(body);
    });

  const objection = (url: string) => endpointObjection(url, { anyEndpoint });

  return {
    objection,

    async send(address, { id, body, keys }) {
      const started = performance.now();
      const took = () => Math.round(performance.now() - started);
      if (objection(address)) return { status: null, fault: "ADDRESS_REFUSED", answer: "", durationMs: 0 };
      const bytes = Buffer.from(body);
      const timestamp = String(Math.floor(Date.now() / SECOND_MS));
      const headers = {
        "content-type": "application/json",
        "content-length": String(bytes.length),
        "accept-encoding": "identity",
        "user-agent": "CodeQuest-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": keys.map((key) => signatureOf(key, { id, timestamp, body: bytes })).join(" "),
      };
      try {
        return { ...(await post(new URL(address), headers, bytes)), fault: null, durationMs: took() };
      } catch (error) {
        return { status: null, fault: faultOf(error as NodeJS.ErrnoException), answer: "", durationMs: took() };
      }
    },
  };
}

/** The first bytes. A response that breaks off or does not end in time has a status all the same. */
async function readAnswer(sending: ClientRequest, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= READ_BYTES_MAX) break;
    }
  } catch {
    // What has arrived is enough.
  }
  sending.destroy();
  return textOf(Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX));
}

/** PostgreSQL stores no NUL. A character that was cut at the end is left out. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes, { stream: true }).replaceAll("\0", "\uFFFD");
}

const CODES: Readonly<Record<string, WebhookFault>> = {
  EPRIVATE: "ADDRESS_REFUSED",
  ENOTFOUND: "NAME_NOT_FOUND",
  EAI_AGAIN: "NAME_NOT_FOUND",
  ETIMEDOUT: "TIMEOUT",
};

function faultOf({ name, code = "" }: NodeJS.ErrnoException): WebhookFault {
  if (name === "AbortError" || name === "TimeoutError") return "TIMEOUT";
  return CODES[code] ?? (/CERT|TLS|SSL|UNABLE_TO|SELF_SIGNED|EPROTO/.test(code) ? "TLS_FAILED" : "CONNECTION_FAILED");
}
