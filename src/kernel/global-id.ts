import { isId } from "./ids.js";

/** The parts of a global id: a type of the schema and the key of one of its objects. */
export interface ObjectKey {
  type: string;
  key: string;
}

/** The opaque id of an object, unique across all types and stable: base64url of type and key. */
export function globalId(type: string, key: string): string {
  const text = `${type}:${key}`;
  if (text.length > scratch.length) return Buffer.from(text, "latin1").toString("base64url");
  return scratch.toString("base64url", 0, scratch.write(text, "latin1"));
}

/** A page has hundreds of ids. */
const scratch = Buffer.alloc(256);

/** Of each type. */
const MOST_KEPT = 1000;
const encoders = new Map<string, (key: string) => string>();

/** Encodes ids of one type. Keeps recent ones: lists repeat them, within a page and from one request to the next. */
export function globalIdsOf(type: string): (key: string) => string {
  const encoder = encoders.get(type) ?? createEncoder(type);
  encoders.set(type, encoder);
  return encoder;
}

function createEncoder(type: string): (key: string) => string {
  const kept = new Map<string, string>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size === MOST_KEPT) kept.clear();
    const id = globalId(type, key);
    kept.set(key, id);
    return id;
  };
}

const TEXT = /^([A-Za-z]+):([!-~]+)$/;

/** Null if the text is not a global id. */
export function parseGlobalId(id: string): ObjectKey | null {
  const [, type, key] = TEXT.exec(Buffer.from(id, "base64url").toString("latin1")) ?? [];
  // Only the canonical encoding is accepted: base64 decoders also accept others.
  if (type === undefined || key === undefined || globalId(type, key) !== id) return null;
  return { type, key };
}

/** UUID keys may be given without a type, also in upper case (RFC 9562 asks readers to accept both). */
export function bareKey(id: string): string | null {
  return isId(id) ? id.toLowerCase() : null;
}
