/** Request bodies must be valid UTF-8: lenient decoding would replace invalid bytes with U+FFFD and store that. */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";

/** Reads JSON bodies as bytes first, after decompression. Everything else is left to Fastify. */
export function addJsonBodies(http: FastifyInstance): void {
  const parseJson = http.getDefaultJsonParser("error", "error");
  http.removeContentTypeParser("application/json");
  http.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const bytes = body as Buffer;
    if (!isUtf8(bytes)) return done(invalidText(`The body is not valid UTF-8 at byte ${firstInvalidByte(bytes)}`));
    return parseJson(request, bytes.toString("utf8"), done);
  });
  // Query strings are decoded leniently too.
  http.addHook("onRequest", (request, _reply, done) => {
    const query = request.url.split("?", 2)[1];
    if (query !== undefined && !isDecodable(query)) return done(invalidText("The query string is not percent-encoded UTF-8"));
    done();
  });
}

/** Offset of the first invalid byte. */
export function firstInvalidByte(bytes: Uint8Array): number {
  // Find the longest valid prefix, then go back to the start of the broken character.
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isPrefixOfText(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && !isUtf8(bytes.subarray(0, low))) low--;
  return low;
}

/** Can the bytes be the beginning of valid text? A streaming decoder allows an incomplete last character. */
function isPrefixOfText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isDecodable(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

function invalidText(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 });
}
