import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { MINUTE_MS, SECOND_MS } from "../../kernel/units.js";

export interface SignedMessage {
  id: string;
  /** Unix time in seconds, as text. */
  timestamp: string;
  /** `v1,<base64>`; several, separated by spaces, while a secret is being rotated. */
  signature: string;
  /** The raw bytes. */
  body: Buffer;
}

const TOLERANCE_MS = 5 * MINUTE_MS;
const PREFIX = "whsec_";

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 24;

export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** The key in a secret such as `whsec_<base64>`; null if malformed. */
export function webhookKey(secret: string): Buffer | null {
  const base64 = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "";
  const key = Buffer.from(base64, "base64");
  return key.length >= 16 && /^[\w+/-]+=*$/.test(base64) ? key : null;
}

/** One signature as in the header: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64 (Standard Webhooks, section "Signature scheme"). */
export function signatureOf(key: Buffer, { id, timestamp, body }: Omit<SignedMessage, "signature">): string {
  return `v1,${macOf(key, { id, timestamp, body }).toString("base64")}`;
}

/** The same scheme, as Svix has it. Old messages are refused, as they may be replayed. */
export function isSigned(key: Buffer, { id, timestamp, signature, body }: SignedMessage, now = Date.now()): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * SECOND_MS) > TOLERANCE_MS) return false;
  const expected = macOf(key, { id, timestamp, body });
  return signature.split(" ").some((one) => {
    const given = one.startsWith("v1,") ? Buffer.from(one.slice(3), "base64") : Buffer.alloc(0);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function macOf(key: Buffer, { id, timestamp, body }: Omit<SignedMessage, "signature">): Buffer {
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}
