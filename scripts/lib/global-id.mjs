/** The key behind a global id of the API, as rows have it; a key stays as it is. The program's own: src/kernel/global-id.ts. */
export function keyOf(id) {
  return /^[A-Za-z]+:([!-~]+)$/.exec(Buffer.from(id, "base64url").toString("latin1"))?.[1] ?? id;
}
