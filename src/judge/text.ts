const REPLACEMENT = "\ufffd";

/**
 * Makes text of untrusted bytes, fit to store and send: invalid UTF-8 and NUL (which PostgreSQL refuses) become U+FFFD. Text longer
 * than `maxBytes` is truncated between characters, with a note of how much is missing.
 */
export function excerpt(bytes: Buffer, maxBytes: number): string {
  if (bytes.length <= maxBytes) return clean(bytes);
  let end = maxBytes;
  // At most three continuation bytes (10xxxxxx) precede a cut inside a character.
  while (end > maxBytes - 4 && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return `${clean(bytes.subarray(0, end))}\n… ${bytes.length - end} more bytes`;
}

function clean(bytes: Buffer): string {
  return bytes.toString("utf8").replaceAll("\0", REPLACEMENT);
}
