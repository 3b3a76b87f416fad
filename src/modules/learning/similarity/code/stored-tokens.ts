import type { Tokens } from "./read-tokens.js";

const HASH_BYTES = 4;
const LINE_BYTES = 2;

/** For the database: all hashes, then all lines, little-endian. */
export function encodeTokens({ hashes, lines }: Tokens): Buffer {
  const bytes = Buffer.alloc(hashes.length * (HASH_BYTES + LINE_BYTES));
  hashes.forEach((hash, index) => bytes.writeInt32LE(hash, index * HASH_BYTES));
  lines.forEach((line, index) => bytes.writeUInt16LE(line, hashes.length * HASH_BYTES + index * LINE_BYTES));
  return bytes;
}

export function decodeTokens(bytes: Uint8Array): Tokens {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / (HASH_BYTES + LINE_BYTES));
  return {
    hashes: Int32Array.from({ length: count }, (_, index) => view.getInt32(index * HASH_BYTES, true)),
    lines: Uint16Array.from({ length: count }, (_, index) => view.getUint16(count * HASH_BYTES + index * LINE_BYTES, true)),
  };
}
