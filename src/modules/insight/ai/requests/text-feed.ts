/** What one watcher has received of a text that grows, and what it should get next. Pure. */
export interface TextStep {
  /** To append, or with `startsOver` to show instead of everything before. */
  text: string;
  startsOver: boolean;
}

export interface TextFeed {
  /** The text as far as it is known, by the present claim. */
  know(text: string): void;
  /** The text as it is: nothing follows. */
  settle(text: string): void;
  /** Null if nothing is new. */
  next(): TextStep | null;
}

/**
 * Slow watchers get several pieces as one. While a new claim repeats text that was already sent, nothing is sent. If its text differs, the
 * feed starts over.
 */
export function createTextFeed(): TextFeed {
  let sent = "";
  let known = "";
  let settled = false;
  return {
    know(text) {
      if (!settled) known = text;
    },
    settle(text) {
      known = text;
      settled = true;
    },
    next() {
      if (known === sent || (!settled && sent.startsWith(known))) return null;
      const startsOver = !known.startsWith(sent);
      const text = startsOver ? known : known.slice(sent.length);
      sent = known;
      return { text, startsOver };
    },
  };
}
