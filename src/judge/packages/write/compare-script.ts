import type { CheckerParameters } from "../../checkers/parameters.js";

/** A built-in checker as a Python program that answers like one of testlib, for judges that do not have it. */
export function compareScript(checker: string, parameters: CheckerParameters): string {
  const {
    caseSensitive = true,
    whitespaceSensitive = false,
    absoluteTolerance: absolute,
    relativeTolerance: relative,
    unorderedLevels = 0,
  } = parameters;
  const flag = (value: boolean) => (value ? "True" : "False");
  return `# The checker \`${checker}\` of CodeQuest API. Arguments: input, output, answer. Exit code 0 accepts, 1 rejects.
import json
import re
import sys

CASE_SENSITIVE = ${flag(caseSensitive)}
WHITESPACE_SENSITIVE = ${flag(whitespaceSensitive)}
ABSOLUTE = ${absolute ?? "None"}
RELATIVE = ${relative ?? "None"}
UNORDERED = ${unorderedLevels}
SPACE = b" \\t\\n\\v\\f\\r"


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    return data if CASE_SENSITIVE else data.lower()


def lines(data):
    data = data.rstrip(SPACE)
    return [line.rstrip(SPACE) for line in data.split(b"\\n")] if data else []


def number(token):
    text = token.decode("latin-1")
    try:
        value = float.fromhex(text) if "x" in text.lower() else float(text)
    except (ValueError, OverflowError):
        return None
    return value if value - value == 0 and "_" not in text else None


def close(output, answer):
    if output == answer:
        return True
    if ABSOLUTE is None and RELATIVE is None:
        return False
    found, wanted = number(output), number(answer)
    if found is None or wanted is None:
        return False
    error = abs(found - wanted)
    return (ABSOLUTE is not None and error <= ABSOLUTE) or (RELATIVE is not None and error <= RELATIVE * abs(wanted))


def tokens(output, answer):
    pattern = rb"[ \\t\\n\\v\\f\\r]+|[^ \\t\\n\\v\\f\\r]+" if WHITESPACE_SENSITIVE else rb"[^ \\t\\n\\v\\f\\r]+"
    output, answer = re.findall(pattern, output), re.findall(pattern, answer)
    return len(output) == len(answer) and all(map(close, output, answer))


def arranged(value, levels):
    if levels <= 0 or not isinstance(value, list):
        return value
    elements = [arranged(element, levels - 1) for element in value]
    try:
        return sorted(elements)
    except TypeError:
        return sorted(elements, key=json.dumps)


def alike(found, wanted):
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(alike, found, wanted))
    if type(found) not in (int, float) or type(wanted) not in (int, float):
        return type(found) is type(wanted) and found == wanted
    if found == wanted:
        return True
    whole = float(found).is_integer() and float(wanted).is_integer()
    if ABSOLUTE is None and RELATIVE is None:
        return not whole and abs(found - wanted) <= max(1e-9, 1e-9 * abs(wanted))
    return abs(found - wanted) <= max(ABSOLUTE or 0, (RELATIVE or 0) * abs(wanted))


def values(output, answer):
    try:
        return alike(*(arranged(json.loads(data), UNORDERED) for data in (output, answer)))
    except ValueError:
        return False


SAME = {
    "tokens": tokens,
    "lines": lambda output, answer: lines(output) == lines(answer),
    "unordered-tokens": lambda output, answer: sorted(output.split()) == sorted(answer.split()),
    "unordered-lines": lambda output, answer: sorted(filter(None, lines(output))) == sorted(filter(None, lines(answer))),
    "values": values,
    "exact": lambda output, answer: output == answer,
}

sys.exit(0 if SAME["${checker}"](read(sys.argv[2]), read(sys.argv[3])) else 1)
`;
}
