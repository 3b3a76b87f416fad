// What a track's own tests demand where the canonical data expects an error, and whether they have a test of the case at all.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const plain = (name) => name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
const STRING = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
const textOf = (literal) => literal && literal.slice(1, -1).replaceAll(/\\(.)/g, "$1");

/** Each: where a test starts and what it is called, and how it says that a failure is expected. */
const TRACKS = {
  python: {
    files: /_test\.py$/,
    start: /^ {4}def test_(\w+)/gm,
    raises: /assertRaises(?:WithMessage)?\((?:\w+\.)?(?<type>\w+)/,
    message: new RegExp(`args\\[0\\]\\)?,\\s*(${STRING})`),
  },
  javascript: {
    files: /\.spec\.js$/,
    start: new RegExp(`\\b(?:x?test|x?it)(?:\\.skip)?\\(\\s*(${STRING})`, "g"),
    raises: /toThrow(?:Error)?\(\s*(?:new )?(?<type>[A-Z]\w*)?/,
    message: new RegExp(`toThrow(?:Error)?\\(\\s*(?:new \\w+\\(\\s*)?(${STRING})`),
  },
  go: {
    files: /_test\.go$/,
    start: new RegExp(`\\b(?:description|name|desc):\\s*(${STRING})`, "gi"),
    // Errors as values: of the type `error`, or a second result that is false.
    type: "error",
    raises: /\b(?:\w*err(?:or)?(?:Msg|Expected)?:\s*(?!false|nil|""|``)\S|explainText:\s*"[^"]|(?:valid|ok):\s*false)/i,
  },
  java: {
    under: join("src", "test", "java"),
    files: /Test\.java$/,
    start: new RegExp(`@DisplayName\\(\\s*(${STRING})`, "g"),
    raises:
      /(?:ExceptionOfType\(|isInstanceOf\(|isExactlyInstanceOf\(|assertThrows\(\s*)(?:\w+\.)*(?<type>\w+)\.class|assertThat(?<named>\w+)\(\)\s*\.isThrownBy/,
    message: new RegExp(`(?:withMessage|hasMessage)\\(\\s*(${STRING})\\s*\\)`),
  },
};

/** Null if the test expects no failure. */
function raisedIn({ raises, message, type }, text) {
  const found = raises.exec(text);
  if (!found) return null;
  return { type: type ?? found.groups?.type ?? found.groups?.named ?? null, message: textOf(message?.exec(text)?.[1]) ?? null };
}

/**
 * What the track's tests demand of a case, by its descriptions: whether it fails, with which type and message. If no test has that name,
 * any type that the exercise's tests name will do.
 */
export function demandsOf(track, folder) {
  const { files, start, under = "", ...how } = TRACKS[track];
  const place = join(folder, under);
  const paths = existsSync(place) ? readdirSync(place).filter((name) => files.test(name)) : [];
  const tests = paths.flatMap((name) => {
    const text = readFileSync(join(place, name), "utf8");
    const starts = [...text.matchAll(start)];
    return starts.map((one, at) => ({
      name: plain(/^['"]/.test(one[1]) ? textOf(one[1]) : one[1]),
      raised: raisedIn(how, text.slice(one.index, starts[at + 1]?.index)),
      skipped: one[0].includes(".skip("),
    }));
  });
  const demandOf = (raised) => ({
    types: raised.flatMap(({ type }) => type ?? []),
    // Any message will do if one of the tests asks for none.
    messages: raised.every(({ message }) => message !== null) ? raised.map(({ message }) => message) : [],
  });
  const any = { ...demandOf(tests.flatMap(({ raised }) => raised ?? [])), raises: "perhaps", messages: [], skipped: false };
  return (descriptions) => {
    const names = descriptions.map((_, at) => plain(descriptions.slice(at).join(" ")));
    const matching = names.map((name) => tests.filter((one) => one.name === name)).find((found) => found.length > 0);
    if (!matching) return any;
    const raised = matching.flatMap((one) => one.raised ?? []);
    return { ...demandOf(raised), raises: raised.length > 0, skipped: matching.every((one) => one.skipped) };
  };
}
