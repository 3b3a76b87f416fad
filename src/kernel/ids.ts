import { createHash, randomFillSync } from "node:crypto";

export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Before every id, and the id of nothing. */
export const NO_ID = "00000000-0000-0000-0000-000000000000";

/** A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits, so ids sort by creation time. */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomId();
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return written(bytes);
}

const ID_BYTES = 16;
/** Random bytes for 256 ids: asking the system for those of one takes longer than all the rest. */
const random = Buffer.alloc(256 * ID_BYTES);
let used = random.length;

/** Each part of it is handed out once. */
function randomId(): Buffer {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  return random.subarray(used, (used += ID_BYTES));
}

/** The same id for the same parts: a UUIDv8 (RFC 9562, section 5.8) of their SHA-256. */
export function idOfParts(...parts: readonly string[]): string {
  const bytes = createHash("sha256").update(parts.join(" ")).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return written(bytes);
}

function written(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** Lower bound for comparisons with the ids created at or after a time. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** Creation time of an id from newId, in Unix milliseconds. */
export function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
