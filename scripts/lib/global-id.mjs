/**
 * The key in a global id of the API, as in database rows; returns a bare key unchanged. The program's version:
 * src/kernel/global-id.ts.
 */
export function keyOf(id) {
  return /^[A-Za-z]+:([!-~]+)$/.exec(Buffer.from(id, "base64url").toString("latin1"))?.[1] ?? id;
}
