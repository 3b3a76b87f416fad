// Calls that the general mechanism does not find: the arguments have the names of the canonical data. The last line is the result.

const complex = (value) => `var value = ${value};\nnew double[] {value.getReal(), value.getImaginary()}`;
const rational = (value) => `var value = ${value};\nnew int[] {value.getNumerator(), value.getDenominator()}`;
const z = (name) => `new ComplexNumber(${name}[0], ${name}[1])`;
const r = (name) => `new Rational(${name}[0], ${name}[1])`;
const set = (name) => `new CustomSet<>(list(${name}))`;
// Its elements are compared with those of ours: the class has no way to read them.
const sameSet = (value) =>
  `var found = ${value};\nvar list = new ArrayList<Integer>();\nfor (int i = -100; i <= 100; i++) if (found.contains(i)) list.add(i);\nlist`;
/** The functions that the canonical data has in words. */
const FOLDED = 'functionValue.contains("*") ? one * acc : functionValue.contains("+") ? one + acc : one / acc';
const METHODS = { add: "add", sub: "subtract", mul: "multiply", div: "divide" };
const squares = (name) => `new DifferenceOfSquaresCalculator().${name}(number)`;
const scores = (name) => `new HighScores(list(${name}))`;
const after = (method, result) => `var held = ${scores("scores")};\nheld.${method}();\nheld.${result}()`;
const rolled = "var game = new BowlingGame();\nfor (int one : previousRolls) game.roll(one);\n";
const inserted = "var held = new BinarySearchTree<String>();\nfor (String one : treeData) held.insert(one);\n";
const palindromes = (end) =>
  `var found = new PalindromeCalculator().getPalindromeProductsWithFactors(min, max);\nfound.isEmpty() ? fields("value", null, "factors", List.of()) : fields("value", found.${end}Key(), "factors", found.get(found.${end}Key()).stream().sorted(Comparator.comparing(one -> one.get(0))).toList())`;
const puzzle = (details) => `var puzzle = PiecingItTogether.getCompleteInformation(new JigsawInfo.Builder()${details}.build());
fields("pieces", puzzle.getPieces().getAsInt(), "border", puzzle.getBorder().getAsInt(), "inside", puzzle.getInside().getAsInt(), "rows", puzzle.getRows().getAsInt(), "columns", puzzle.getColumns().getAsInt(), "aspectRatio", puzzle.getAspectRatio().getAsDouble(), "format", puzzle.getFormat().get())`;
const unsolved = (details) => `PiecingItTogether.getCompleteInformation(new JigsawInfo.Builder()${details}.build());\ntrue`;
const points = (places) =>
  `${places}.stream().sorted(Comparator.<java.awt.Point>comparingInt(one -> one.x).thenComparingInt(one -> one.y)).map(one -> List.of(one.x, one.y)).toList()`;
const triangle = (method) =>
  `try { return new Triangle(sides[0], sides[1], sides[2]).${method}(); } catch (TriangleException none) {}\nfalse`;
const hex = (call) =>
  `var data = Stream.of(message).map(Integer::decode).toList();\nIntergalacticTransmission.${call}(data).stream().map(one -> String.format("0x%02x", one)).toList()`;
const numbers = (call) => `new VariableLengthQuantity().${call}.stream().map(Long::decode).toList()`;

export const CALLS = {
  "all-your-base/rebase": "new BaseConverter(inputBase, digits).convertToBase(outputBase)",
  "allergies/allergicTo": "new Allergies(score).isAllergicTo(constant(Allergen.class, item))",
  "allergies/list": "new Allergies(score).getList()",
  "anagram/findAnagrams": "new Anagram(subject).match(list(candidates))",
  "baffling-birthdays/sharedBirthday": "new BafflingBirthdays().sharedBirthday(Stream.of(birthdates).map(LocalDate::parse).toList())",
  "beer-song/recite": "lines(new BeerSong().sing(startBottles, takeDown))",
  "binary-search-tree/data": `${inserted}var walk = new Object() {
Object tree(BinarySearchTree.Node<String> one) { return one == null ? null : record("data", one.getData(), "left", tree(one.getLeft()), "right", tree(one.getRight())); }
};
walk.tree(held.getRoot())`,
  "binary-search-tree/sortedData": `${inserted}held.getAsSortedList()`,
  "book-store/total": "Math.round(100 * new BookStore().calculateBasketCost(list(basket)))",
  "bottle-song/recite": "lines(new BottleSong().recite(startBottles, takeDown))",
  "bowling/score": `${rolled}game.score()`,
  "bowling/roll": `${rolled}game.roll(rollValue);\ntrue`,
  "camicia/simulateGame":
    'var found = Camicia.simulateGame(list(playerA), list(playerB));\nfields("status", found.status(), "cards", found.cards(), "tricks", found.tricks())',
  "change/findFewestCoins": "new ChangeCalculator(list(coins)).computeMostEfficientChange(target)",
  "clock/create": "new Clock(hour, minute).toString()",
  "clock/add": "var clock = new Clock(hour, minute);\nclock.add(value);\nclock.toString()",
  "clock/subtract": "var clock = new Clock(hour, minute);\nclock.add(-value);\nclock.toString()",
  "complex-numbers/real": `${z("z")}.getReal()`,
  "complex-numbers/imaginary": `${z("z")}.getImaginary()`,
  "complex-numbers/abs": `${z("z")}.abs()`,
  "complex-numbers/conjugate": complex(`${z("z")}.conjugate()`),
  "complex-numbers/exp": complex(`${z("z")}.exponentialOf()`),
  ...Object.fromEntries(
    Object.entries(METHODS).map(([name, method]) => [`complex-numbers/${name}`, complex(`${z("z1")}.${method}(${z("z2")})`)]),
  ),
  "connect/winner":
    'var winner = new Connect(board).computeWinner();\nwinner == Winner.PLAYER_X ? "X" : winner == Winner.PLAYER_O ? "O" : ""',
  "custom-set/empty": `${set("setValue")}.isEmpty()`,
  "custom-set/contains": `${set("setValue")}.contains(element)`,
  // A subset of the argument is meant.
  "custom-set/subset": `${set("set2")}.isSubset(${set("set1")})`,
  "custom-set/disjoint": `${set("set1")}.isDisjoint(${set("set2")})`,
  "custom-set/equal": `${set("set1")}.equals(${set("set2")})`,
  "custom-set/add": sameSet(`${set("setValue")};\nfound.add(element)`),
  "custom-set/intersection": sameSet(`${set("set1")}.getIntersection(${set("set2")})`),
  "custom-set/difference": sameSet(`${set("set1")}.getDifference(${set("set2")})`),
  "custom-set/union": sameSet(`${set("set1")}.getUnion(${set("set2")})`),
  "diamond/rows": "new DiamondPrinter().printToList(letter.charAt(0))",
  "difference-of-squares/squareOfSum": squares("computeSquareOfSumTo"),
  "difference-of-squares/sumOfSquares": squares("computeSumOfSquaresTo"),
  "difference-of-squares/differenceOfSquares": squares("computeDifferenceOfSquares"),
  "diffie-hellman/publicKey": "new DiffieHellman().publicKey(big(p), big(g), big(privateKey))",
  "diffie-hellman/secret": "new DiffieHellman().secret(big(p), big(theirPublicKey), big(myPrivateKey))",
  "dominoes/canChain": `var input = Stream.of(dominoes).map(one -> new Domino(one[0], one[1])).collect(Collectors.toList());
try { new Dominoes().formChain(input); } catch (ChainNotFoundException none) { return false; }
true`,
  "flatten-array/flatten#1": "new Flattener().flatten(list(array))",
  "flatten-array/flatten#2": "new Flattener().flatten(Stream.of(array).map(one -> lists(one)).toList())",
  "food-chain/recite":
    "var song = new FoodChain();\nlines(startVerse == endVerse ? song.verse(startVerse) : song.verses(startVerse, endVerse))",
  "forth/evaluate": "new ForthEvaluator().evaluateProgram(list(instructions))",
  "forth/evaluateBoth":
    "List.of(new ForthEvaluator().evaluateProgram(list(instructionsFirst)), new ForthEvaluator().evaluateProgram(list(instructionsSecond)))",
  "gigasecond/add":
    '(moment.contains("T") ? new Gigasecond(LocalDateTime.parse(moment)) : new Gigasecond(LocalDate.parse(moment))).getDateTime()',
  "go-counting/territory": `var game = new GoCounting(String.join("\\n", board));
fields("owner", game.getTerritoryOwner(x, y), "territory", ${points("game.getTerritory(x, y)")})`,
  "go-counting/territories": `var found = new GoCounting(String.join("\\n", board)).getTerritories();
fields("territoryBlack", ${points("found.get(Player.BLACK)")}, "territoryWhite", ${points("found.get(Player.WHITE)")}, "territoryNone", ${points("found.get(Player.NONE)")})`,
  "grains/square": "new Grains().grainsOnSquare(squareValue)",
  "grep/grep": "lines(new GrepTool().grep(pattern, list(flags), list(files)))",
  "high-scores/scores": `${scores("scoresValue")}.scores()`,
  "high-scores/latest": `${scores("scores")}.latest()`,
  "high-scores/personalBest": `${scores("scores")}.personalBest()`,
  "high-scores/personalTopThree": `${scores("scores")}.personalTopThree()`,
  "high-scores/latestAfterTopThree": after("personalTopThree", "latest"),
  "high-scores/scoresAfterTopThree": after("personalTopThree", "scores"),
  "high-scores/latestAfterBest": after("personalBest", "latest"),
  "high-scores/scoresAfterBest": after("personalBest", "scores"),
  "house/recite": "lines(new House().verses(startVerse, endVerse))",
  "intergalactic-transmission/transmitSequence": hex("getTransmitSequence"),
  "intergalactic-transmission/decodeMessage": hex("decodeSequence"),
  "kindergarten-garden/plants": "new KindergartenGarden(diagram).getPlantsOfStudent(student)",
  "knapsack/maximumValue": "new Knapsack().maximumValue(maximumWeight, List.<Item>of())",
  "ledger/formatEntries": 'lines(new Ledger().format(currency, locale.replace("_", "-"), new Ledger.LedgerEntry[0]))',
  "list-ops/append": "ListOps.append(list(list1), list(list2))",
  "list-ops/concat": "ListOps.concat(lists(lists))",
  "list-ops/concat#2": "ListOps.concat(Stream.of(lists).map(one -> lists(one)).toList())",
  "list-ops/filter": "ListOps.filter(list(listValue), one -> one % 2 == 1)",
  "list-ops/map": "ListOps.map(list(listValue), one -> one + 1)",
  "list-ops/foldl": `ListOps.<Double, Double>foldLeft(doubles(listValue), (double) initial, (acc, one) -> ${FOLDED})`,
  "list-ops/foldr": `ListOps.<Double, Double>foldRight(doubles(listValue), (double) initial, (one, acc) -> ${FOLDED})`,
  "list-ops/length": "ListOps.size(list(listValue))",
  "list-ops/reverse": "ListOps.reverse(list(listValue))",
  "list-ops/reverse#2": "ListOps.reverse(lists(listValue))",
  "matrix/row": "new Matrix(stringValue).getRow(index)",
  "matrix/column": "new Matrix(stringValue).getColumn(index)",
  "meetup/meetup": "new Meetup(month, year).day(constant(DayOfWeek.class, dayofweek), constant(MeetupSchedule.class, week))",
  "ocr-numbers/convert": "new OpticalCharacterReader().parse(list(rows))",
  "palindrome-products/smallest": palindromes("first"),
  "palindrome-products/largest": palindromes("last"),
  "phone-number/clean": "new PhoneNumber(phrase).getNumber()",
  "piecing-it-together/jigsawData#1": puzzle(".pieces(pieces).aspectRatio(aspectRatio)"),
  "piecing-it-together/jigsawData#2": puzzle(".rows(rows).format(format)"),
  "piecing-it-together/jigsawData#3": puzzle(".inside(inside).aspectRatio(aspectRatio)"),
  "piecing-it-together/jigsawData#4": puzzle(".rows(rows).aspectRatio(aspectRatio)"),
  "piecing-it-together/jigsawData#5": puzzle(".pieces(pieces).border(border).format(format)"),
  "piecing-it-together/jigsawData#6": unsolved(".pieces(pieces).format(format)"),
  "piecing-it-together/jigsawData#7": unsolved(".rows(rows).columns(columns).format(format)"),
  "poker/bestHands": "new Poker(list(hands)).getBestHands()",
  "proverb/recite": "lines(new Proverb(strings).recite())",
  "pythagorean-triplet/tripletsWithSum": `var list = new ArrayList<List<Object>>();
for (var one : PythagoreanTriplet.makeTripletsList().thatSumTo(n).build()) list.add(List.of(field(one, "a"), field(one, "b"), field(one, "c")));
list`,
  "rail-fence-cipher/encode": "new RailFenceCipher(rails).getEncryptedData(msg)",
  "rail-fence-cipher/decode": "new RailFenceCipher(rails).getDecryptedData(msg)",
  ...Object.fromEntries(
    Object.entries(METHODS).map(([name, method]) => [`rational-numbers/${name}`, rational(`${r("r1")}.${method}(${r("r2")})`)]),
  ),
  "rational-numbers/abs": rational(`${r("r")}.abs()`),
  "rational-numbers/exprational": rational(`${r("r")}.pow(n)`),
  "rational-numbers/expreal": `${r("r")}.exp(x)`,
  "rational-numbers/reduce": rational(r("r")),
  "rectangles/rectangles": "new RectangleCounter().countRectangles(strings)",
  "resistor-color-duo/value": "new ResistorColorDuo().value(colors)",
  "resistor-color-trio/label":
    'var label = new ResistorColorTrio().label(colors).split(" ");\nfields("value", Integer.parseInt(label[0]), "unit", label[1])',
  "roman-numerals/roman": "new RomanNumerals(number).getRomanNumeral()",
  "rotational-cipher/rotate": "new RotationalCipher(shiftKey).rotate(text)",
  "run-length-encoding/consistency": "var held = new RunLengthEncoding();\nheld.decode(held.encode(stringValue))",
  // The test of an empty matrix has no row.
  "saddle-points/saddlePoints": `var rows = matrix.length == 1 && matrix[0].length == 0 ? new ArrayList<List<Integer>>() : lists(matrix);
var list = new ArrayList<Object>();
for (var one : new Matrix(rows).getSaddlePoints()) list.add(record("row", field(one, "row"), "column", field(one, "col")));
list`,
  "satellite/treeFromTraversals": `var walk = new Object() {
Object tree(Node one) { return one == null ? record() : record("v", one.value, "l", tree(one.left), "r", tree(one.right)); }
};
walk.tree((Node) field(new Satellite().treeFromTraversals(chars(preorder), chars(inorder)), "root"))`,
  "say/say": "new Say().say(number)",
  "series/slices": "new Series(series).slices(sliceLength)",
  "sgf-parsing/parse": `var walk = new Object() {
Object tree(Object one) throws Exception {
var children = new ArrayList<Object>();
for (var child : (List<?>) field(one, "children")) children.add(tree(child));
return record("properties", field(one, "properties"), "children", children);
}
};
walk.tree(new SgfParsing().parse(encoded))`,
  "sieve/primes": "new Sieve(limit).getPrimes()",
  "simple-cipher/encode#2": "new Cipher(key).encode(plaintext)",
  "simple-cipher/decode#2": "var cipher = new Cipher();\ncipher.decode(cipher.encode(plaintext))",
  "simple-cipher/decode#3": "new Cipher(key).decode(ciphertext)",
  "simple-cipher/decode#4": "var cipher = new Cipher(key);\ncipher.decode(cipher.encode(plaintext))",
  "space-age/age": 'SpaceAge.class.getDeclaredMethod("on" + planet).invoke(new SpaceAge(seconds))',
  "spiral-matrix/spiralMatrix": "new SpiralMatrixBuilder().buildMatrixOfSize(size)",
  "square-root/squareRoot": "new SquareRoot().squareRoot(radicand)",
  "state-of-tic-tac-toe/gamestate": "new StateOfTicTacToe().determineState(board)",
  "sublist/sublist": "new RelationshipComputer<Integer>().computeRelationship(list(listOne), list(listTwo))",
  "sum-of-multiples/sum": "new SumOfMultiples(limit, factors).getSum()",
  "swift-scheduling/deliveryDate": "SwiftScheduling.convertToDeliveryDate(LocalDateTime.parse(meetingStart), description)",
  "tournament/tally":
    'var tournament = new Tournament();\nif (rows.length > 0) tournament.applyResults(String.join("\\n", rows));\nlines(tournament.printTable())',
  "transpose/transpose": 'lines(new Transpose().transpose(String.join("\\n", lines)))',
  "tree-building/buildTree": 'new BuildTree().buildTree(new ArrayList<>()) == null ? new String[0] : new String[] {"a tree"}',
  "triangle/equilateral": triangle("isEquilateral"),
  "triangle/isosceles": triangle("isIsosceles"),
  "triangle/scalene": triangle("isScalene"),
  "trinary/toDecimal": "Trinary.toDecimal(String.valueOf(trinary))",
  "twelve-days/recite": 'lines(new TwelveDays().verses(startVerse, endVerse).replace("\\n\\n", "\\n"))',
  "two-bucket/measure":
    'var found = new TwoBucket(bucketOne, bucketTwo, goal, startBucket).getResult();\nfields("moves", found.getTotalMoves(), "goalBucket", found.getFinalBucket(), "otherBucket", found.getOtherBucket())',
  "variable-length-quantity/encode": numbers("encode(list(integers))"),
  "variable-length-quantity/decode": numbers("decode(longs(integers))"),
  "word-search/search": `var words = new TreeMap<String, Object>();
for (var found : new WordSearcher().search(Set.of(wordsToSearchFor), Stream.of(grid).map(String::toCharArray).toArray(char[][]::new)).entrySet()) {
Object place = null;
if (found.getValue().isPresent()) {
var start = (Pair) field(found.getValue().get(), "startCoord");
var end = (Pair) field(found.getValue().get(), "endCoord");
place = record("start", record("column", start.getX(), "row", start.getY()), "end", record("column", end.getX(), "row", end.getY()));
}
words.put(found.getKey(), place);
}
words`,
  "yacht/score": "new Yacht(dice, constant(YachtCategory.class, category)).score()",
  "zebra-puzzle/drinksWater": "new ZebraPuzzle().getWaterDrinker()",
  "zebra-puzzle/ownsZebra": "new ZebraPuzzle().getZebraOwner()",
};
