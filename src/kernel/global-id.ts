import { isId } from "./ids.js";

/** What a global id stands for: a type of the schema, and the key of one object of it. */
export interface ObjectKey {
  type: string;
  key: string;
}

/** The opaque id of an object, unique over all types; it never changes: base64url of its type and its key. */
export function globalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`, "latin1").toString("base64url");
}

const TEXT = /^([A-Za-z]+):([!-~]+)$/;

/** Null for a text that is not the global id of anything. */
export function parseGlobalId(id: string): ObjectKey | null {
  const [, type, key] = TEXT.exec(Buffer.from(id, "base64url").toString("latin1")) ?? [];
  // Exactly one text stands for an object: base64 readers also take what no writer makes.
  if (type === undefined || key === undefined || globalId(type, key) !== id) return null;
  return { type, key };
}

/** Keys that are UUIDs may be given bare, in upper case too (RFC 9562 asks readers to accept both). */
export function bareKey(id: string): string | null {
  return isId(id) ? id.toLowerCase() : null;
}
