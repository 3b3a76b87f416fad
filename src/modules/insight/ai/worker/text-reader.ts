/** Reads the top-level property `text` out of a JSON object that is still arriving. */

export interface TextReader {
  /** What the property's value has become longer by. */
  read(piece: string): string;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", '"': '"', "\\": "\\", "/": "/" };

/** Never throws: whether the whole is JSON is checked at its end. */
export function createTextReader(property = "text"): TextReader {
  let depth = 0;
  let inString = false;
  /** After a backslash: the escape so far. */
  let escape: string | null = null;
  let string = "";
  /** The next string at depth 1 is a key. */
  let expectsKey = false;
  let key = "";
  let found = false;
  /** First half of a surrogate pair. */
  let high = "";

  const add = (character: string): string => {
    const isValue = depth === 1 && !expectsKey && key === property && !found;
    if (!isValue) {
      if (string.length < 100) string += character;
      return "";
    }
    const code = character.charCodeAt(0);
    if (code >= 0xd800 && code <= 0xdbff) {
      high = character;
      return "";
    }
    const whole = high + character;
    high = "";
    return whole.isWellFormed() ? whole : "\ufffd";
  };

  return {
    read(piece) {
      let text = "";
      // By code units: pieces may end anywhere.
      for (let i = 0; i < piece.length; i++) {
        const character = piece[i]!;
        if (escape !== null) {
          escape += character;
          if (escape[0] !== "u") text += add(ESCAPES[escape] ?? "");
          else if (escape.length < 5) continue;
          else text += add(String.fromCharCode(Number.parseInt(escape.slice(1), 16) || 0xfffd));
          escape = null;
        } else if (inString) {
          if (character === "\\") escape = "";
          else if (character !== '"') text += add(character);
          else {
            inString = false;
            if (depth !== 1) continue;
            if (expectsKey) key = string;
            else if (key === property) found = true;
          }
        } else if (character === '"') {
          inString = true;
          string = "";
        } else if (character === "{" || character === "[") {
          depth += 1;
          expectsKey = depth === 1 && character === "{";
        } else if (character === "}" || character === "]") depth -= 1;
        else if (depth === 1 && character === ":") expectsKey = false;
        else if (depth === 1 && character === ",") {
          expectsKey = true;
          key = "";
        }
      }
      return text;
    },
  };
}
