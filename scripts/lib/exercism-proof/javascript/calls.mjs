// Calls that the general mechanism does not find: the solution is the module `m`, the arguments have the names of the canonical data. The
// last line is the result.

/** The functions that the canonical data has in words. */
const WORDS = (name) =>
  `{
"(x) -> x modulo 2 == 1": (x) => x % 2 === 1, "(x) -> x + 1": (x) => x + 1,
"(acc, el) -> el * acc": (acc, el) => el * acc, "(acc, el) -> el + acc": (acc, el) => el + acc, "(acc, el) -> el / acc": (acc, el) => el / acc,
"fn(x) -> true": () => true, "fn(x) -> false": () => false, "fn(x) -> x % 2 == 1": (x) => x % 2 === 1, "fn(x) -> x % 2 == 0": (x) => x % 2 === 0,
"fn(x) -> starts_with(x, 'z')": (x) => x.startsWith("z"), "fn(x) -> contains(x, 5)": (x) => x.includes(5),
}[${name}]`.replaceAll("\n", " ");
const complex = (value) => `const value = ${value}\n[value.real, value.imag]`;
const ratio = (value) => `const value = ${value}\n[value.numerator, value.denominator]`;
const z = (name) => `new m.ComplexNumber(...${name})`;
const r = (name) => `new m.Rational(...${name})`;
const both = (method) => `new m.CustomSet(set1).${method}(new m.CustomSet(set2))`;
const after = (getter, result) => `const held = new m.HighScores(scores)\nheld.${getter}\nheld.${result}`;
const rolled = "const game = new m.Bowling()\nfor (const one of previousRolls) game.roll(one)\n";
const territories = "new m.GoCounting(board)";
const OPERATIONS = ["add", "sub", "mul", "div"];
const palindromes = (which) =>
  `const { value, factors } = m.Palindromes.generate({ minFactor: min, maxFactor: max }).${which}\nfields({ value, factors })`;

export const CALLS = {
  "all-your-base/rebase": "m.convert(digits, inputBase, outputBase)",
  "allergies/allergicTo": "new m.Allergies(score).allergicTo(item)",
  "allergies/list": "new m.Allergies(score).list()",
  "binary/decimal": "new m.Binary(binary).toDecimal()",
  "binary-search-tree/data": `const held = new m.BinarySearchTree(treeData[0])
for (const one of treeData.slice(1)) held.insert(one)
const tree = (one) => (one ? { data: one.data, left: tree(one.left), right: tree(one.right) } : null)
fields(tree(held))`,
  "binary-search-tree/sortedData": `const held = new m.BinarySearchTree(treeData[0])
for (const one of treeData.slice(1)) held.insert(one)
const all = []
held.each((one) => all.push(one))
all`,
  "bowling/score": `${rolled}game.score()`,
  "bowling/roll": `${rolled}game.roll(rollValue)\ntrue`,
  "change/findFewestCoins": "new m.Change().calculate(coins, target)",
  "clock/create": "new m.Clock(hour, minute).toString()",
  "clock/add": "new m.Clock(hour, minute).plus(value).toString()",
  "clock/subtract": "new m.Clock(hour, minute).minus(value).toString()",
  "complex-numbers/real": `(${z("z")}).real`,
  "complex-numbers/imaginary": `(${z("z")}).imag`,
  "complex-numbers/abs": `(${z("z")}).abs`,
  "complex-numbers/conjugate": complex(`(${z("z")}).conj`),
  "complex-numbers/exp": complex(`(${z("z")}).exp`),
  ...Object.fromEntries(
    OPERATIONS.flatMap((name) => [
      [`complex-numbers/${name}#1`, complex(`${z("z1")}.${name}(${z("z2")})`)],
      [`complex-numbers/${name}#2`, complex(`${z("z1")}.${name}(new m.ComplexNumber(z2, 0))`)],
      [`complex-numbers/${name}#3`, complex(`new m.ComplexNumber(z1, 0).${name}(${z("z2")})`)],
    ]),
  ),
  "connect/winner": "new m.Board(board).winner()",
  "crypto-square/ciphertext": "new m.Crypto(plaintext).ciphertext",
  "custom-set/empty": "new m.CustomSet(setValue).empty()",
  "custom-set/contains": "new m.CustomSet(setValue).contains(element)",
  "custom-set/subset": both("subset"),
  "custom-set/disjoint": both("disjoint"),
  "custom-set/equal": both("eql"),
  "custom-set/add": "new m.CustomSet(setValue).add(element).toList()",
  "custom-set/intersection": `${both("intersection")}.toList().map(Number)`,
  "custom-set/difference": `${both("difference")}.toList().map(Number)`,
  "custom-set/union": `${both("union")}.toList()`,
  "difference-of-squares/squareOfSum": "new m.Squares(number).squareOfSum",
  "difference-of-squares/sumOfSquares": "new m.Squares(number).sumOfSquares",
  "difference-of-squares/differenceOfSquares": "new m.Squares(number).difference",
  "diffie-hellman/publicKey": "new m.DiffieHellman(p, g).getPublicKey(privateKey)",
  "diffie-hellman/secret": "new m.DiffieHellman(p, 5).getSecret(theirPublicKey, myPrivateKey)",
  "dominoes/canChain": "m.chain(dominoes) !== null",
  "food-chain/recite": "new m.Song().verses(startVerse, endVerse).replace(/\\n+$/, '').split('\\n')",
  "forth/evaluate": "const held = new m.Forth()\nfor (const one of instructions) held.evaluate(one)\nheld.stack",
  "forth/evaluateBoth": `[instructionsFirst, instructionsSecond].map((list) => {
    const held = new m.Forth();
    for (const one of list) held.evaluate(one);
    return held.stack;
  })`.replaceAll("\n", " "),
  "game-of-life/tick": "const game = new m.GameOfLife(matrix)\ngame.tick()\ngame.state()",
  "gigasecond/add": 'm.gigasecond(new Date(moment.includes("T") ? moment + "Z" : moment)).toISOString().slice(0, 19)',
  "go-counting/territory": `const found = ${territories}.getTerritory(x, y)\nvalueOrFailure(found, "error" in found)`,
  "go-counting/territories": `${territories}.getTerritories()`,
  "high-scores/scores": "new m.HighScores(scoresValue).scores",
  "high-scores/latest": "new m.HighScores(scores).latest",
  "high-scores/personalBest": "new m.HighScores(scores).personalBest",
  "high-scores/personalTopThree": "new m.HighScores(scores).personalTopThree",
  "high-scores/latestAfterTopThree": after("personalTopThree", "latest"),
  "high-scores/scoresAfterTopThree": after("personalTopThree", "scores"),
  "high-scores/latestAfterBest": after("personalBest", "latest"),
  "high-scores/scoresAfterBest": after("personalBest", "scores"),
  "house/recite": 'm.House.verses(startVerse, endVerse).join(" ").split(/ +(?=This is the )/)',
  "kindergarten-garden/plants": "new m.Garden(diagram).plants(student)",
  "ledger/formatEntries": 'm.formatEntries(currency, locale.replace("_", "-"), entries).split("\\n")',
  "list-ops/append": "new m.List(list1).append(new m.List(list2)).values",
  "list-ops/concat": "const [first = [], ...rest] = lists\nnew m.List(first).concat(new m.List(rest.map((one) => new m.List(one)))).values",
  "list-ops/length": "new m.List(listValue).length()",
  "list-ops/reverse": "new m.List(listValue).reverse().values",
  "list-ops/filter": `new m.List(listValue).filter(${WORDS("functionValue")}).values`,
  "list-ops/map": `new m.List(listValue).map(${WORDS("functionValue")}).values`,
  "list-ops/foldl": `new m.List(listValue).foldl(${WORDS("functionValue")}, initial)`,
  "list-ops/foldr": `new m.List(listValue).foldr(${WORDS("functionValue")}, initial)`,
  "matrix/row": "new m.Matrix(stringValue).rows[index - 1]",
  "matrix/column": "new m.Matrix(stringValue).columns[index - 1]",
  "meetup/meetup":
    'const day = m.meetup(year, month, week, dayofweek)\n[day.getFullYear(), day.getMonth() + 1, day.getDate()].map((one) => String(one).padStart(2, "0")).join("-")',
  "nucleotide-count/nucleotideCounts": 'const [A, C, G, T] = m.countNucleotides(strand).split(" ").map(Number)\nfields({ A, C, G, T })',
  "ocr-numbers/convert": 'm.convert(rows.join("\\n"))',
  "palindrome-products/smallest": palindromes("smallest"),
  "palindrome-products/largest": palindromes("largest"),
  "parallel-letter-frequency/calculateFrequencies": "m.default.parallelLetterFrequency(texts)",
  "proverb/recite": 'const song = m.proverb(...strings)\nsong === "" ? [] : song.split("\\n")',
  "pythagorean-triplet/tripletsWithSum": "m.triplets({ sum: n }).map((one) => one.toArray().sort((a, b) => a - b))",
  ...Object.fromEntries(OPERATIONS.map((name) => [`rational-numbers/${name}`, ratio(`${r("r1")}.${name}(${r("r2")})`)])),
  "rational-numbers/abs": ratio(`${r("r")}.abs()`),
  "rational-numbers/exprational": ratio(`${r("r")}.exprational(n)`),
  "rational-numbers/expreal": `${r("r")}.expreal(x)`,
  "rational-numbers/reduce": ratio(`${r("r")}.reduce()`),
  "rectangles/rectangles": "m.count(strings)",
  "resistor-color/colors": "m.COLORS",
  "resistor-color-trio/label":
    "const [, value, unit] = /^Resistor value: (\\d+) (\\w+)$/.exec(new m.ResistorColorTrio(colors).label)\nfields({ value: Number(value), unit })",
  "run-length-encoding/consistency": "m.decode(m.encode(stringValue))",
  "satellite/treeFromTraversals":
    "const tree = ({ value, left, right }) => (value === undefined ? {} : { v: value, l: tree(left), r: tree(right) })\nfields(tree(m.treeFromTraversals(preorder, inorder)))",
  "scale-generator/chromatic": "new m.Scale(tonic).chromatic()",
  "scale-generator/interval": "new m.Scale(tonic).interval(intervals)",
  "series/slices": 'new m.Series(series).slices(sliceLength).map((one) => one.join(""))',
  "simple-cipher/encode#2": "new m.Cipher(key).encode(plaintext)",
  "simple-cipher/decode#2": "const cipher = new m.Cipher()\ncipher.decode(cipher.encode(plaintext))",
  "simple-cipher/decode#3": "new m.Cipher(key).decode(ciphertext)",
  "simple-cipher/decode#4": "const cipher = new m.Cipher(key)\ncipher.decode(cipher.encode(plaintext))",
  "space-age/age": "m.age(planet.toLowerCase(), seconds)",
  "strain/keep": `m.keep(listValue, ${WORDS("predicate")})`,
  "strain/discard": `m.discard(listValue, ${WORDS("predicate")})`,
  "sublist/sublist":
    "const listOf = (items) => (items.length > 0 ? new m.List(items) : new m.List())\nlistOf(listOne).compare(listOf(listTwo)).toLowerCase()",
  "tournament/tally": 'm.tournamentTally(rows.join("\\n")).split("\\n")',
  "triangle/equilateral": "new m.Triangle(...sides).isEquilateral",
  "triangle/isosceles": "new m.Triangle(...sides).isIsosceles",
  "triangle/scalene": "new m.Triangle(...sides).isScalene",
  "trinary/toDecimal": "new m.Trinary(String(trinary)).toDecimal()",
  "twelve-days/recite": "m.recite(startVerse, endVerse).trim().split(/\\n+/)",
  "two-bucket/measure":
    "const { moves, goalBucket, otherBucket } = new m.TwoBucket(bucketOne, bucketTwo, goal, startBucket).solve()\nfields({ moves, goalBucket, otherBucket })",
  "word-search/search": `const at = ([row, column]) => ({ row, column })
const found = new m.default(grid).find(wordsToSearchFor)
fields(Object.fromEntries(Object.entries(found).map(([word, place]) => [word, place ? { start: at(place.start), end: at(place.end) } : null])))`,
  "zebra-puzzle/drinksWater": "new m.ZebraPuzzle().waterDrinker()",
  "zebra-puzzle/ownsZebra": "new m.ZebraPuzzle().zebraOwner()",
};
