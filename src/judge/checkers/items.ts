import { excerpt } from "../text.js";

const LINE_FEED = 10;
const QUOTED_BYTES = 40;

/** White space as in C: space, tab, line feed, vertical tab, form feed, carriage return. */
function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** Walks over the tokens or lines of an output without splitting or copying it: outputs can have many megabytes. */
export interface Items {
  bytes: Buffer;
  /** The present item is bytes[start, end). Empty at the end of the output, where both are its length. */
  start: number;
  end: number;
  /** Goes to the next item. False at the end of the output. */
  next(): boolean;
}

export function tokensOf(bytes: Buffer): Items {
  return {
    bytes,
    start: 0,
    end: 0,
    next() {
      let at = this.end;
      while (at < bytes.length && isSpace(bytes[at]!)) at++;
      this.start = at;
      while (at < bytes.length && !isSpace(bytes[at]!)) at++;
      this.end = at;
      return this.start < at;
    },
  };
}

/** Lines without their trailing white space, and without the empty lines at the end of the output. */
export function linesOf(bytes: Buffer): Items {
  let textEnd = bytes.length;
  while (textEnd > 0 && isSpace(bytes[textEnd - 1]!)) textEnd--;
  let nextLine = 0;
  return {
    bytes,
    start: 0,
    end: 0,
    next() {
      if (nextLine >= textEnd) {
        this.start = this.end = bytes.length;
        return false;
      }
      let at = nextLine;
      while (at < textEnd && bytes[at] !== LINE_FEED) at++;
      this.start = nextLine;
      nextLine = at + 1;
      while (at > this.start && isSpace(bytes[at - 1]!)) at--;
      this.end = at;
      return true;
    },
  };
}

/** Lines that are not blank. */
export function writtenLinesOf(bytes: Buffer): Items {
  const lines = linesOf(bytes);
  const nextLine = lines.next.bind(lines);
  lines.next = () => {
    while (nextLine()) if (lines.start < lines.end) return true;
    return false;
  };
  return lines;
}

/** Maps each byte to itself, or upper case to lower case. */
export type Fold = Uint8Array;

const SAME_CASE: Fold = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const ANY_CASE: Fold = SAME_CASE.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

export function foldOf({ caseSensitive = true }: { caseSensitive?: boolean }): Fold {
  return caseSensitive ? SAME_CASE : ANY_CASE;
}

export function sameBytes(one: Items, other: Items, fold: Fold): boolean {
  return one.end - one.start === other.end - other.start && commonLength(one, other, fold) === one.end - one.start;
}

/** Number of bytes at the beginning that the items have in common. */
function commonLength(one: Items, other: Items, fold: Fold): number {
  const most = Math.min(one.end - one.start, other.end - other.start);
  let length = 0;
  while (length < most && fold[one.bytes[one.start + length]!] === fold[other.bytes[other.start + length]!]) length++;
  return length;
}

/** `expected "…", found "…"`. Of long items, the part where they differ. */
export function quotePair(expected: Items, actual: Items, fold: Fold): string {
  const common = commonLength(expected, actual, fold);
  const skip =
    Math.max(expected.end - expected.start, actual.end - actual.start) > QUOTED_BYTES ? Math.max(0, common - QUOTED_BYTES / 2) : 0;
  return `expected ${quote(expected, skip)}, found ${quote(actual, skip)}`;
}

export function quote({ bytes, start, end }: Items, skip = 0): string {
  if (start === bytes.length) return "the end of the output";
  let from = start + skip;
  // Not within a UTF-8 character.
  while (from > start && from > start + skip - 3 && from < end && (bytes[from]! & 0xc0) === 0x80) from--;
  const part = bytes.subarray(from, end);
  let to = Math.min(part.length, QUOTED_BYTES);
  while (to > QUOTED_BYTES - 4 && to < part.length && (part[to]! & 0xc0) === 0x80) to--;
  return `"${from > start ? "…" : ""}${excerpt(part.subarray(0, to), QUOTED_BYTES)}${to < part.length ? "…" : ""}"`;
}
