/**
 * Texts of GIFT: escapes, formats, white space. Format: https://docs.moodle.org/en/GIFT_format
 *
 * Escaped characters become single code units that no well-formed text contains (halves of surrogate pairs), so that whatever searches for a
 * control character finds unescaped ones only.
 */
export const GIFT_FORMATS = ["moodle", "html", "markdown", "plain"] as const;
export type GiftFormat = (typeof GIFT_FORMATS)[number];

export interface GiftText {
  format: GiftFormat;
  text: string;
}

const ESCAPED = "\\:#={}~n";
const FIRST = 0xd800;

/** `text` must be well-formed. */
export function maskEscapes(text: string): string {
  return text.replace(/\\([\\:#={}~n])/g, (_, character: string) => String.fromCharCode(FIRST + ESCAPED.indexOf(character)));
}

/** The reverse, with the characters that were meant. Keeps the surrogate pairs of the text. */
export function unmask(masked: string): string {
  return masked.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uD807]/g, (found) => {
    if (found.length === 2) return found;
    const character = ESCAPED[found.charCodeAt(0) - FIRST]!;
    return character === "n" ? "\n" : character;
  });
}

/** Line breaks count as spaces, as in the reference parser; only `\n` is a line break in these formats. */
const COLLAPSED: readonly GiftFormat[] = ["moodle", "plain"];

/** A text with an optional `[format]` before it. */
export function giftText(masked: string, inherited: GiftFormat): GiftText {
  const trimmed = masked.trim();
  const named = GIFT_FORMATS.find((name) => trimmed.startsWith(`[${name}]`));
  const format = named ?? inherited;
  const text = (named ? trimmed.slice(named.length + 2) : trimmed).trim();
  return { format, text: unmask(COLLAPSED.includes(format) ? collapsed(text) : text) };
}

/** Null for a text of white space only. */
export function giftTextOrNull(masked: string, inherited: GiftFormat): GiftText | null {
  const text = giftText(masked, inherited);
  return text.text === "" ? null : text;
}

export const collapsed = (text: string) => text.replace(/[\n\r]/g, " ").replace(/\s\s+/g, " ");

/** For writing: control characters escaped, on one line. */
export function escapeGift(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[\\#=~{}:\n]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`));
}
