/**
 * Answers of queries that were seen, so that they can be seen again without a network. They are one session's: signing in or out removes
 * them. Browsers keep them for secure origins only (https, and localhost).
 */
import type { TypedDocumentString } from "./generated.js";

const CACHE = "seen";
const AT_MOST = 300;

/** Of the document and its variables. A changed document, as of a later version of this application, has other addresses. */
function addressOf<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): string {
  let hash = 5381;
  for (const character of document.toString()) hash = (Math.imul(hash, 33) + character.codePointAt(0)!) | 0;
  return `/seen/${hash >>> 0}?${encodeURIComponent(JSON.stringify(variables))}`;
}

const store = (): Promise<Cache> | null => ("caches" in globalThis ? caches.open(CACHE) : null);

/** Never rejects: a full disk does not disturb what is shown. */
export async function keepSeen<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  data: Data,
): Promise<void> {
  try {
    const cache = await store();
    if (!cache) return;
    await cache.put(addressOf(document, variables), new Response(JSON.stringify(data)));
    const oldest = await cache.keys();
    for (const request of oldest.slice(0, Math.max(0, oldest.length - AT_MOST))) await cache.delete(request);
  } catch {
    // Nothing is kept.
  }
}

export async function seen<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data | null> {
  try {
    const kept = await (await store())?.match(addressOf(document, variables));
    return kept ? ((await kept.json()) as Data) : null;
  } catch {
    return null;
  }
}

export function forgetSeen(): void {
  if ("caches" in globalThis) void caches.delete(CACHE).catch(() => undefined);
}
