import { withoutCode } from "../posts/without-code.js";

/** Heuristics for new accounts. A signal is a reason for a moderator to look, never a decision: the post waits and its author is told. */
export const SPAM_SIGNALS = ["LINK_OF_NEW_ACCOUNT", "MANY_LINKS", "SHOUTING", "HIDDEN_CHARACTERS", "REPEATED_TEXT"] as const;
export type SpamSignal = (typeof SPAM_SIGNALS)[number];

export interface SpamFacts {
  /** See NEW_ACCOUNT_HOURS. */
  isNew: boolean;
  /** Published posts of the account. */
  posts: number;
  /** The account has posted the same text within a day. */
  isRepeated: boolean;
  /** Hosts whose links do not count: those of the installation. */
  ownHosts: readonly string[];
}

const LINK = /\b(?:https?:\/\/|www\.)([^\s/)\]>"'?#:]+)/giu;
/** Characters that change what a reader sees without being seen: zero width, direction overrides, tags. */
const HIDDEN = /[\u200B\u2060\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;
const MANY_LINKS = 3;
const SHOUTING_LETTERS = 30;
const SHOUTING_SHARE = 0.7;

/** Code is not looked at: it may be in capitals and name hosts. */
export function spamSignals(title: string, body: string, { isNew, posts, isRepeated, ownHosts }: SpamFacts): SpamSignal[] {
  const text = withoutCode(`${title}\n${body}`);
  const foreign = [...text.matchAll(LINK)].filter(([, host]) => !ownHosts.includes(host!.toLowerCase()));
  const found: SpamSignal[] = [];
  if (isRepeated) found.push("REPEATED_TEXT");
  if (!isNew) return found;
  if (foreign.length > 0 && posts === 0) found.push("LINK_OF_NEW_ACCOUNT");
  if (foreign.length >= MANY_LINKS) found.push("MANY_LINKS");
  const words = text.replace(LINK, " ");
  const [letters, capitals] = [/\p{L}/gu, /\p{Lu}/gu].map((kind) => words.match(kind)?.length ?? 0) as [number, number];
  if (letters >= SHOUTING_LETTERS && capitals / letters > SHOUTING_SHARE) found.push("SHOUTING");
  if (HIDDEN.test(text)) found.push("HIDDEN_CHARACTERS");
  return found;
}
