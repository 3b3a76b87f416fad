// Calls that the general mechanism does not find: the solution is the module `m`, the arguments have the names of the canonical data in
// snake case. The last line is the result.

/** The functions that the canonical data has in words. */
const WORDS = `{
"(x) -> x modulo 2 == 1": lambda x: x % 2 == 1, "(x) -> x + 1": lambda x: x + 1,
"(acc, el) -> el * acc": lambda acc, el: el * acc, "(acc, el) -> el + acc": lambda acc, el: el + acc, "(acc, el) -> el / acc": lambda acc, el: el / acc,
}[function_value]`.replaceAll("\n", " ");
const SIGNS = Object.entries({ add: "+", sub: "-", mul: "*", div: "/" });
const complex = (value) => `value = ${value}\n[value.real, value.imaginary]`;
const ratio = (value) => `value = ${value}\n[value.numer, value.denom]`;
const z = (name) => `m.ComplexNumber(*${name})`;
const r = (name) => `m.Rational(*${name})`;
const TWO_SETS = "m.CustomSet(set1), m.CustomSet(set2)";
const cipher = (call) => `cipher = m.Cipher(key)\ncipher.${call}`;
const after = (call, result) => `held = m.HighScores(scores)\nheld.${call}()\nheld.${result}`;
/** The tests compare sets of sorted factors. */
const palindromes = (which) =>
  `value, factors = m.${which}(min_factor=min, max_factor=max)\nfields(value=value, factors=sorted({tuple(sorted(one)) for one in factors}))`;
const rolled = "game = m.BowlingGame()\nfor one in previous_rolls: game.roll(one)\n";

export const CALLS = {
  "allergies/allergicTo": "m.Allergies(score).allergic_to(item)",
  "allergies/list": "m.Allergies(score).lst",
  "binary-search-tree/data":
    "tree = lambda one: one and dict(data=one.data, left=tree(one.left), right=tree(one.right))\nfields(**tree(m.BinarySearchTree(tree_data).data()))",
  "binary-search-tree/sortedData": "m.BinarySearchTree(tree_data).sorted_data()",
  "bowling/score": `${rolled}game.score()`,
  "bowling/roll": `${rolled}game.roll(roll_value)\nTrue`,
  "clock/create": "str(m.Clock(hour, minute))",
  "clock/add": "str(m.Clock(hour, minute) + value)",
  "clock/subtract": "str(m.Clock(hour, minute) - value)",
  "complex-numbers/real": `${z("z")}.real`,
  "complex-numbers/imaginary": `${z("z")}.imaginary`,
  "complex-numbers/abs": `${z("z")}.__abs__()`,
  "complex-numbers/conjugate": complex(`${z("z")}.conjugate()`),
  "complex-numbers/exp": complex(`${z("z")}.exp()`),
  ...Object.fromEntries(
    SIGNS.flatMap(([name, sign]) => [
      [`complex-numbers/${name}#1`, complex(`${z("z1")} ${sign} ${z("z2")}`)],
      [`complex-numbers/${name}#2`, complex(`${z("z1")} ${sign} z2`)],
      [`complex-numbers/${name}#3`, complex(`z1 ${sign} ${z("z2")}`)],
    ]),
  ),
  "connect/winner": 'm.ConnectGame("\\n".join(board)).get_winner()',
  "custom-set/empty": "m.CustomSet(set_value).isempty()",
  "custom-set/contains": "element in m.CustomSet(set_value)",
  "custom-set/subset": `m.CustomSet.issubset(${TWO_SETS})`,
  "custom-set/disjoint": `m.CustomSet.isdisjoint(${TWO_SETS})`,
  "custom-set/equal": "m.CustomSet(set1) == m.CustomSet(set2)",
  "custom-set/add": "held = m.CustomSet(set_value)\nheld.add(element)\nlist(held)",
  "custom-set/intersection": `list(m.CustomSet.intersection(${TWO_SETS}))`,
  "custom-set/difference": "list(m.CustomSet(set1) - m.CustomSet(set2))",
  "custom-set/union": "list(m.CustomSet(set1) + m.CustomSet(set2))",
  "dominoes/canChain": "m.can_chain([tuple(one) for one in dominoes]) is not None",
  "gigasecond/add": "m.add(datetime.datetime.fromisoformat(moment))",
  "go-counting/territory":
    'owner, places = m.Board(board).territory(x, y)\nfields(owner={m.BLACK: "BLACK", m.WHITE: "WHITE", m.NONE: "NONE"}[owner], territory=sorted(places))',
  "go-counting/territories":
    "places = m.Board(board).territories()\nfields(territoryBlack=sorted(places[m.BLACK]), territoryWhite=sorted(places[m.WHITE]), territoryNone=sorted(places[m.NONE]))",
  "grep/grep": 'write_files()\nm.grep(pattern, " ".join(flags), files).splitlines()',
  "high-scores/scores": "m.HighScores(scores_value).scores",
  "high-scores/latest": "m.HighScores(scores).latest()",
  "high-scores/personalBest": "m.HighScores(scores).personal_best()",
  "high-scores/personalTopThree": "m.HighScores(scores).personal_top_three()",
  "high-scores/latestAfterTopThree": after("personal_top_three", "latest()"),
  "high-scores/scoresAfterTopThree": after("personal_top_three", "scores"),
  "high-scores/latestAfterBest": after("personal_best", "latest()"),
  "high-scores/scoresAfterBest": after("personal_best", "scores"),
  "kindergarten-garden/plants": "[one.lower() for one in m.Garden(diagram).plants(student)]",
  "ledger/formatEntries": "m.format_entries(currency, locale, entries).splitlines()",
  "line-up/format": "m.line_up(name, number)",
  "list-ops/filter": `m.filter(${WORDS}, list_value)`,
  "list-ops/map": `m.map(${WORDS}, list_value)`,
  "list-ops/foldl": `m.foldl(${WORDS}, list_value, initial)`,
  "list-ops/foldr": `m.foldr(${WORDS}, list_value, initial)`,
  "luhn/valid": "m.Luhn(value).valid()",
  "matrix/row": "m.Matrix(string_value).row(index)",
  "matrix/column": "m.Matrix(string_value).column(index)",
  "palindrome-products/smallest": palindromes("smallest"),
  "palindrome-products/largest": palindromes("largest"),
  "phone-number/clean": "m.PhoneNumber(phrase).number",
  "proverb/recite": "m.proverb(*strings, qualifier=None)",
  ...Object.fromEntries(SIGNS.map(([name, sign]) => [`rational-numbers/${name}`, ratio(`${r("r1")} ${sign} ${r("r2")}`)])),
  "rational-numbers/abs": ratio(`${r("r")}.__abs__()`),
  "rational-numbers/exprational": ratio(`${r("r")} ** n`),
  "rational-numbers/expreal": `x ** ${r("r")}`,
  "rational-numbers/reduce": ratio(r("r")),
  "resistor-color-trio/label": 'value, unit = m.label(colors).split(" ")\nfields(value=int(value), unit=unit)',
  "run-length-encoding/consistency": "m.decode(m.encode(string_value))",
  // The test of an empty matrix has no row.
  "saddle-points/saddlePoints": "m.saddle_points([] if matrix == [[]] else matrix)",
  "scale-generator/chromatic": "m.Scale(tonic).chromatic()",
  "scale-generator/interval": "m.Scale(tonic).interval(intervals)",
  "secret-handshake/commands": 'm.commands(format(number, "05b"))',
  "sgf-parsing/parse":
    "tree = lambda one: dict(properties=one.properties, children=[tree(child) for child in one.children])\nfields(**tree(m.parse(encoded)))",
  "simple-cipher/encode#2": cipher("encode(plaintext)"),
  "simple-cipher/decode#2": "cipher = m.Cipher()\ncipher.decode(cipher.encode(plaintext))",
  "simple-cipher/decode#3": cipher("decode(ciphertext)"),
  "simple-cipher/decode#4": cipher("decode(cipher.encode(plaintext))"),
  "space-age/age": 'getattr(m.SpaceAge(seconds), "on_" + planet.lower())()',
  "sublist/sublist":
    '{m.SUBLIST: "sublist", m.SUPERLIST: "superlist", m.EQUAL: "equal", m.UNEQUAL: "unequal"}[m.sublist(list_one, list_two)]',
  "sum-of-multiples/sum": "m.sum_of_multiples(limit, factors)",
  "transpose/transpose": 'm.transpose("\\n".join(lines)).split("\\n") if lines else []',
  "tree-building/buildTree": '[] if m.BuildTree(records) is None else ["a tree"]',
  "trinary/toDecimal": "m.trinary(str(trinary))",
  "two-bucket/measure":
    "moves, goal_bucket, other_bucket = m.measure(bucket_one, bucket_two, goal, start_bucket)\nfields(moves=moves, goalBucket=goal_bucket, otherBucket=other_bucket)",
  "word-search/search":
    "at = lambda point: dict(column=point.x + 1, row=point.y + 1)\nplace = lambda found: found and dict(start=at(found[0]), end=at(found[1]))\nheld = m.WordSearch(grid)\nfields(**{word: place(held.search(word)) for word in words_to_search_for})",
  "yacht/score": 'm.score(dice, getattr(m, category.upper().replace(" ", "_")))',
};
