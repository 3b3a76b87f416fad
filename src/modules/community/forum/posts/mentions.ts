import { MENTIONS_MAX } from "../forum-limits.js";
import { withoutCode } from "./without-code.js";

/** A username after an @ that ends no word, such as an address. */
const MENTION = /(?<![\p{L}\p{N}_@./-])@([a-z0-9_-]{3,30})(?![a-z0-9_-])/giu;

/** Usernames that a text mentions, in lower case, outside of code, at most MENTIONS_MAX. */
export function mentionsIn(body: string): string[] {
  const names = [...withoutCode(body).matchAll(MENTION)].map(([, name]) => name!.toLowerCase());
  return [...new Set(names)].slice(0, MENTIONS_MAX);
}
