const LONGEST = 200;
/** Far more than the browsers that connect in a while; beyond it the collection is cleared. */
const MOST = 1000;

/**
 * Returns a text truncated to LONGEST characters, and the same string object for equal texts: thousands of sockets with the same user
 * agent share it in memory.
 */
export function createSharedStrings(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const wanted = text.slice(0, LONGEST);
    const kept = known.get(wanted);
    if (kept !== undefined) return kept;
    // A copy: a substring would keep the whole string in memory.
    const own = Buffer.from(wanted).toString();
    if (known.size >= MOST) known.clear();
    known.set(own, own);
    return own;
  };
}
