/**
 * What a certificate's PDF can show. DejaVu Sans has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic; Noto Sans has Chinese,
 * Japanese, Korean, five Indic scripts and Thai. A text with others, such as emoji, would have empty boxes.
 */

/** A text as it can be drawn, as one run. Null if it can't be drawn right. */
export function drawable(text: string, hasGlyph: (codePoint: number) => boolean): string | null {
  const shown = text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
  if (shown === "" || ![...shown].every((character) => hasGlyph(character.codePointAt(0)!))) return null;
  if (UNSAFE.test(shown)) return null;
  // The layout gives a run one direction. Mixed texts would need the bidirectional algorithm (UAX #9).
  return RIGHT_TO_LEFT.test(shown) && LEFT_TO_RIGHT.test(shown) ? null : shown;
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Nko}]/u;
/** Letters of other scripts, digits, and punctuation whose place or form depends on the direction. */
const LEFT_TO_RIGHT = /(?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Nko}])[\p{L}\p{N}]|[\p{N}()[\]{}<>«»]/u;
/** Controls, among them those of direction. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u;
