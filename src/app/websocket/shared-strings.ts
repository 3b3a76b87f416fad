const LONGEST = 200;
/** Far more kinds of browsers than connect in a while; beyond it the collection begins anew. */
const MOST = 1000;

/**
 * Answers a text cut to LONGEST characters, and for equal texts the same string: thousands of sockets whose clients call
 * themselves alike hold it once.
 */
export function createSharedStrings(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const wanted = text.slice(0, LONGEST);
    const kept = known.get(wanted);
    if (kept !== undefined) return kept;
    // A copy: a piece of a string would keep the whole of it.
    const own = Buffer.from(wanted).toString();
    if (known.size >= MOST) known.clear();
    known.set(own, own);
    return own;
  };
}
