import * as z from "zod";
import { contract, readJson, readValue, type Contract } from "../../kernel/contract.js";
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";

/**
 * Cryptography with keys derived from TOKEN_SECRET. Each purpose has its own key, so output for one purpose is invalid for any other.
 */
export interface Secrets {
  /** 32 bytes for a purpose with its own algorithm. */
  key(purpose: string): Buffer;
  /** A 32-byte authentication code that only this server can compute. */
  mac(purpose: string, data: string): Buffer;
  /** Encrypts and authenticates data that is stored or handed out and must come back unread and unchanged. */
  seal(purpose: string, content: string): string;
  /** Null if it was not sealed here for this purpose. */
  open(purpose: string, sealed: string): string | null;
  /** Seals an object that expires after `ttlMs`. The name of its contract is the purpose. */
  sealFor<T>(of: Contract<T>, content: T, ttlMs: number): string;
  /** Null if it was not sealed here for this purpose, has expired, or was sealed by another version of the program in another form. */
  openInTime<T>(content: Contract<T>, sealed: string): T | null;
}

const CIPHER = "aes-256-gcm";
const timed = contract("sealed content", z.object({ content: z.unknown(), until: z.number() }));

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createSecrets(master: string): Secrets {
  const keys = new Map<string, Buffer>();
  const key = (purpose: string) => {
    let known = keys.get(purpose);
    if (!known) keys.set(purpose, (known = Buffer.from(hkdfSync("sha256", master, "codequest", purpose, 32))));
    return known;
  };

  // Node takes five times as long for a MAC whose key it has to import.
  const macKeys = new Map<string, KeyObject>();
  const macKey = (purpose: string) => {
    let known = macKeys.get(purpose);
    if (!known) macKeys.set(purpose, (known = createSecretKey(key(purpose))));
    return known;
  };

  const seal = (purpose: string, content: string) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key(purpose), nonce);
    const encrypted = Buffer.concat([cipher.update(content, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url");
  };

  const open = (purpose: string, sealed: string) => {
    const bytes = Buffer.from(sealed, "base64url");
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv(CIPHER, key(purpose), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    } catch {
      return null;
    }
  };

  return {
    key,
    mac: (purpose, data) => createHmac("sha256", macKey(purpose)).update(data).digest(),
    seal,
    open,
    sealFor: ({ name }, content, ttlMs) => seal(name, JSON.stringify({ content, until: Date.now() + ttlMs })),
    openInTime(content, sealed) {
      const text = open(content.name, sealed);
      const found = text === null ? null : readJson(timed, text);
      return found && Date.now() < found.until ? readValue(content, found.content) : null;
    },
  };
}

/** For random tokens of at least 128 bits, which need no slow hash. Base64url. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Compares values of equal length in constant time. */
export function equalInConstantTime(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Compares in a time that depends neither on the difference nor on the lengths. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
