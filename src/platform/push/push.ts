import { createECDH, createHash } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import webPush from "web-push";
import { endpointObjection, lookupPublic } from "./public-address.js";

/** A browser's push subscription (W3C Push API). */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushMessage {
  /** At most MOST_PAYLOAD_BYTES. */
  payload: string;
  /** How long the push service keeps it for an offline browser. */
  ttlSeconds: number;
  urgency: "normal" | "high";
  /** A queued message is replaced by a later one with the same value. */
  about: string;
}

export interface PushSender {
  /** The application server key that browsers subscribe with, base64url. */
  readonly publicKey: string;
  /** Null if messages may be pushed to the endpoint, else what is wrong with it. */
  objection(endpoint: string): string | null;
  /** Encrypts and delivers to the push service. "gone": the subscription has ended. Throws a PushError within the time limit. */
  send(target: PushTarget, message: PushMessage): Promise<"sent" | "gone">;
  close(): void;
}

/** The message contains codes only: an endpoint is a secret of the browser. */
export class PushError extends Error {
  override name = "PushError";

  constructor(
    readonly code: string,
    /** Retrying can't succeed. */
    readonly permanent: boolean,
  ) {
    super(`push not sent: ${code}`);
  }
}

export interface PushOptions {
  /** 32 bytes, base64url. */
  privateKey: string;
  /** Contact address for operators of push services: mailto: or https:. */
  subject: string;
  /** Allows http and private addresses. Only for tests: endpoints are untrusted input. */
  anyEndpoint: boolean;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_SOCKETS_PER_SERVICE = 16;
/** Push services need not accept more than 4096 bytes in total (RFC 8030, section 7.2); encryption adds 103. */
const MOST_PAYLOAD_BYTES = 3072;
/** RFC 8030: the subscription no longer exists. */
const GONE = [404, 410];

/** The public key of a private one, base64url. Throws if it is not a private key of P-256. */
export function publicKeyOf(privateKey: string): string {
  const bytes = Buffer.from(privateKey, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== privateKey) throw new Error("not 32 bytes in base64url");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(bytes);
  return curve.getPublicKey("base64url");
}

/** Is it an uncompressed point of P-256 in base64url? */
export function isPushKey(p256dh: string): boolean {
  try {
    const bytes = Buffer.from(p256dh, "base64url");
    if (bytes.length !== 65 || bytes[0] !== 4) return false;
    const curve = createECDH("prime256v1");
    curve.generateKeys();
    curve.computeSecret(bytes);
    return true;
  } catch {
    return false;
  }
}

export function createPushSender({ privateKey, subject, anyEndpoint, timeoutMs = TIMEOUT_MS }: PushOptions): PushSender {
  const publicKey = publicKeyOf(privateKey);
  const agentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS_PER_SERVICE, timeout: timeoutMs };
  const agents = { "http:": new HttpAgent(agentOptions), "https:": new HttpsAgent(agentOptions) };

  const objection: PushSender["objection"] = (endpoint) => endpointObjection(endpoint, { anyEndpoint });

  /** Returns the response's status and ignores its body. Does not follow redirects: they would bypass the check. */
  const post = (endpoint: string, headers: Record<string, string>, body: Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const url = new URL(endpoint);
      const [request, agent] = url.protocol === "https:" ? [httpsRequest, agents["https:"]] : [httpRequest, agents["http:"]];
      const sending = request(
        url,
        {
          method: "POST",
          headers,
          agent,
          signal: AbortSignal.timeout(timeoutMs),
          ...(anyEndpoint ? {} : { lookup: lookupPublic as never }),
        },
        (response) => {
          resolve(response.statusCode ?? 0);
          response.on("error", () => undefined);
          response.destroy();
        },
      );
      sending.on("error", reject);
      sending.end(body);
    });

  return {
    publicKey,
    objection,

    async send({ endpoint, p256dh, auth }, { payload, ttlSeconds, urgency, about }) {
      if (objection(endpoint)) throw new PushError("EENDPOINT", true);
      if (Buffer.byteLength(payload) > MOST_PAYLOAD_BYTES) throw new PushError("ETOOLARGE", true);
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: ttlSeconds,
        urgency,
        topic: createHash("sha256").update(about).digest("base64url").slice(0, 32),
      });
      let status: number;
      try {
        status = await post(endpoint, headers as Record<string, string>, body as Buffer);
      } catch (error) {
        const { name, code = "EUNKNOWN" } = error as Error & { code?: string };
        throw new PushError(name === "AbortError" || name === "TimeoutError" ? "ETIMEDOUT" : code, code === "EPRIVATE");
      }
      if (GONE.includes(status)) return "gone";
      if (status >= 200 && status < 300) return "sent";
      throw new PushError(`answer ${status}`, status < 500 && status !== 429 && status !== 408);
    },

    close() {
      Object.values(agents).forEach((agent) => agent.destroy());
    },
  };
}
