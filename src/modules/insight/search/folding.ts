/**
 * Folds texts as search_fold() of the database does, near enough to show what it found: case, accents, points of Hebrew and Arabic, and
 * apostrophes don't count.
 */

const IGNORED = /[\u0300-\u036f\u00ad\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u200b-\u200f\u2060\ufe00-\ufe0f'\u2018\u2019\u02bc]/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ς: "σ", ß: "ss", æ: "ae", œ: "oe" },
};

/** Scripts that are written without spaces: words can begin anywhere. Thai, Lao, Burmese, Khmer, Kana and Han. */
const WITHOUT_SPACES =
  /[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\u{20000}-\u{3ffff}]/u;
const MARK = /\p{M}/u;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`: where its character begins in the source, and where it ends. */
  starts: number[];
  ends: number[];
}

/** Of characters beyond ASCII. Texts use a few hundred of them; there are no more than the 150,000 of Unicode. */
const known = new Map<string, string>();

function foldCharacter(character: string): string {
  if (character <= "\x7f") return character === "'" ? "" : character.toLowerCase();
  let folded = known.get(character);
  if (folded === undefined) known.set(character, (folded = foldAnew(character)));
  return folded;
}

function foldAnew(character: string): string {
  const plain = character.normalize("NFKD").replace(IGNORED, "").toLowerCase().normalize("NFKC");
  return [...plain].map((letter) => LETTERS[letter] ?? letter).join("");
}

export function fold(source: string): Folded {
  const folded: Folded = { text: "", starts: [], ends: [] };
  let at = 0;
  for (const character of source) {
    const plain = foldCharacter(character);
    // A mark belongs to the character before it.
    if (plain === "" && MARK.test(character) && folded.ends.length > 0) folded.ends[folded.ends.length - 1] = at + character.length;
    for (let unit = 0; unit < plain.length; unit++) {
      folded.starts.push(at);
      folded.ends.push(at + character.length);
    }
    folded.text += plain;
    at += character.length;
  }
  return folded;
}

export const wordsIn = (text: string): { word: string; at: number }[] =>
  [...text.matchAll(WORD)].map((found) => ({ word: found[0], at: found.index }));

export const isWithoutSpaces = (word: string): boolean => WITHOUT_SPACES.test(word);
