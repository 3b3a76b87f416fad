// Calls that the general mechanism does not find: the solution is in the same package, the arguments have the names of the canonical data.
// `fn` converts arguments to the types of the parameters, `many` takes the error of a call, `okay` a second result that is false.
import { FUNCTIONS } from "./functions.mjs";
import { NUMBERS } from "./numbers.mjs";

const inserted = `held := (*BinarySearchTree)(nil)
for _, one := range treeData {
var value int
fmt.Sscan(one, &value)
if held == nil { held = NewBst(value) } else { held.Insert(value) }
}
`;
const scores = (name) => `NewHighScores(${name})`;
const after = (method, result) => `held := NewHighScores(scores)\nheld.${method}()\nheld.${result}()`;
const rolled = "game := NewGame()\nfor _, one := range previousRolls { many(game.Roll(one)) }\n";
const puzzle = (details) => `puzzle, err := JigsawData(PuzzleDetails{${details}})
many(err)
fields(f("pieces", puzzle.Pieces), f("border", puzzle.Border), f("inside", puzzle.Inside), f("rows", puzzle.Rows), f("columns", puzzle.Columns), f("aspectRatio", puzzle.AspectRatio), f("format", puzzle.Format))`;
const palindromes = (names) => `${names}, err := Products(min, max)
many(err)
if found.Factorizations == nil { return fields(f("value", nil), f("factors", []int{})) }
fields(f("value", found.Product), f("factors", found.Factorizations))`;
const guessed = `game := NewGame(word)
for _, one := range guesses { many(game.Guess([]rune(one)[0])) }
fields(f("maskedWord", game.MaskedWord()), f("remainingFailures", game.RemainingGuesses()), f("state", game.State()))`;
const verses = `all := []string{}
for verse := startVerse; verse <= endVerse; verse++ { all = append(all, lines(Verse(verse))...) }
all`;
const kind = (test) => `kind := KindFromSides(sides[0], sides[1], sides[2])\n${test}`;
const vigenere = (call) => `NewVigenere(key).${call}`;
const bytes = `data := []byte{}
for _, one := range message {
var value int
fmt.Sscanf(one, "0x%x", &value)
data = append(data, byte(value))
}
`;
// The tests compare territories in any order.
const SORTED = `sorted := func(places [][2]int) any {
sort.Slice(places, func(i, j int) bool { return places[i][0] < places[j][0] || places[i][0] == places[j][0] && places[i][1] < places[j][1] })
return append([][2]int{}, places...)
}
`;
const hex = (call) => `${bytes}list := []string{}
for _, one := range many(${call}).([]byte) { list = append(list, fmt.Sprintf("0x%02x", one)) }
list`;

export const CALLS = {
  ...FUNCTIONS,
  ...NUMBERS,
  "all-your-base/rebase": "many(ConvertToBase(inputBase, digits, outputBase))",
  "allergies/allergicTo": "AllergicTo(uint(score), item)",
  "allergies/list": "Allergies(uint(score))",
  "armstrong-numbers/isArmstrongNumber": "IsNumber(number)",
  "baffling-birthdays/sharedBirthday": `dates := []time.Time{}
for _, one := range birthdates {
date, _ := time.Parse("2006-01-02", one)
dates = append(dates, date)
}
SharedBirthday(dates)`,
  "baffling-birthdays/estimatedProbabilityOfSharedBirthday": "EstimatedProbability(groupSize)",
  "beer-song/recite": "lines(many(Verses(startBottles, startBottles-takeDown+1)).(string))",
  "binary-search-tree/sortedData": `${inserted}list := []string{}
for _, one := range held.SortedData() { list = append(list, fmt.Sprint(one)) }
list`,
  "binary-search-tree/data": `${inserted}var tree func(one *BinarySearchTree) any
tree = func(one *BinarySearchTree) any {
if one == nil { return nil }
return record(f("data", fmt.Sprint(one.data)), f("left", tree(one.left)), f("right", tree(one.right)))
}
tree(held)`,
  "binary-search/find": `at := SearchInts(array, value)\nokay(at, at >= 0)`,
  "bowling/score": `${rolled}many(game.Score())`,
  "bowling/roll": `${rolled}many(game.Roll(rollValue))\ntrue`,
  "camicia/simulateGame": `found := SimulateGame(playerA, playerB)
status := map[bool]string{true: "finished", false: "loop"}[found.finishes]
fields(f("status", status), f("cards", found.cards), f("tricks", found.tricks))`,
  "clock/create": "New(hour, minute).String()",
  "clock/add": "New(hour, minute).Add(value).String()",
  "clock/subtract": "New(hour, minute).Subtract(value).String()",
  // The tests remove the spaces, too.
  "connect/winner": 'fn(ResultOf, lines(strings.ReplaceAll(strings.Join(board, "\\n"), " ", "")))',
  "crypto-square/ciphertext": "Encode(plaintext)",
  "diamond/rows": "lines(many(Gen(letter[0])).(string))",
  "difference-of-squares/differenceOfSquares": "Difference(number)",
  "diffie-hellman/publicKey": "PublicKey(big.NewInt(int64(privateKey)), big.NewInt(int64(p)), int64(g))",
  "diffie-hellman/secret": "SecretKey(big.NewInt(int64(myPrivateKey)), big.NewInt(int64(theirPublicKey)), big.NewInt(int64(p)))",
  "dominoes/canChain":
    "input := []Domino{}\nfor _, one := range dominoes { input = append(input, Domino{one[0], one[1]}) }\n_, ok := MakeChain(input)\nok",
  "dot-dsl/parse": `properties := func(one Properties) map[string]any {
made := record()
for name, value := range one { made[name] = value }
return made
}
graph := many(Parse(strings.Join(text, "\\n"))).(*Graph)
all := func(list map[string]Properties) map[string]any {
made := record()
for name, one := range list { made[name] = properties(one) }
return made
}
fields(f("nodes", all(graph.nodes)), f("edges", all(graph.edges)), f("attrs", properties(graph.attrs)))`,
  "flatten-array/flatten#1": "list := []any{}\nfor _, one := range array { list = append(list, one) }\nFlatten(list)",
  "flatten-array/flatten#2": `list := []any{}
for _, one := range array {
inner := []any{}
for _, other := range one {
innermost := []any{}
for _, last := range other { innermost = append(innermost, last) }
inner = append(inner, innermost)
}
list = append(list, inner)
}
Flatten(list)`,
  "food-chain/recite": "lines(Verses(startVerse, endVerse))",
  "gigasecond/add": `date, err := time.Parse("2006-01-02T15:04:05", moment)
if err != nil { date, _ = time.Parse("2006-01-02", moment) }
AddGigasecond(date).Format("2006-01-02T15:04:05")`,
  "go-counting/territory": `owner, places, err := NewGame(board).Territory(x, y)
many(err)
${SORTED}fields(f("owner", owner), f("territory", sorted(places)))`,
  "go-counting/territories": `found := NewGame(board).Territories()
${SORTED}fields(f("territoryBlack", sorted(found.Black)), f("territoryWhite", sorted(found.White)), f("territoryNone", sorted(found.None)))`,
  "grep/grep": "Search(pattern, flags, files)",
  "hangman/guess": guessed,
  "save-the-cow/guess": guessed,
  "high-scores/scores": `${scores("scoresValue")}.Scores()`,
  "high-scores/latest": `${scores("scores")}.Latest()`,
  "high-scores/personalBest": `${scores("scores")}.PersonalBest()`,
  "high-scores/personalTopThree": `${scores("scores")}.TopThree()`,
  "high-scores/latestAfterTopThree": after("TopThree", "Latest"),
  "high-scores/scoresAfterTopThree": after("TopThree", "Scores"),
  "high-scores/latestAfterBest": after("PersonalBest", "Latest"),
  "high-scores/scoresAfterBest": after("PersonalBest", "Scores"),
  "house/recite": `all := []string{}
for verse := startVerse; verse <= endVerse; verse++ { all = append(all, strings.ReplaceAll(Verse(verse), "\\n", " ")) }
all`,
  "intergalactic-transmission/transmitSequence": hex("Transmit(data)"),
  "intergalactic-transmission/decodeMessage": hex("Decode(data)"),
  "kindergarten-garden/plants": `children := []string{"Alice", "Bob", "Charlie", "David", "Eve", "Fred", "Ginny", "Harriet", "Ileana", "Joseph", "Kincaid", "Larry"}
garden := many(NewGarden("\\n"+diagram, children[:(len(diagram)+1)/4])).(*Garden)
okay(garden.Plants(student))`,
  "ledger/formatEntries": 'lines(many(FormatLedger(currency, strings.Replace(locale, "_", "-", 1), []Entry{})).(string))',
  "list-ops/append": "IntList(list1).Append(IntList(list2))",
  "list-ops/concat": "all := []IntList{}\nfor _, one := range lists { all = append(all, IntList(one)) }\n(IntList{}).Concat(all)",
  "list-ops/length": "IntList(listValue).Length()",
  "list-ops/reverse": "IntList(listValue).Reverse()",
  "matrix/row": "many(New(stringValue)).(Matrix).Rows()[index-1]",
  "matrix/column": "many(New(stringValue)).(Matrix).Cols()[index-1]",
  "meetup/meetup": `weeks := map[string]WeekSchedule{"first": First, "second": Second, "third": Third, "fourth": Fourth, "teenth": Teenth, "last": Last}
days := map[string]time.Weekday{}
for day := time.Sunday; day <= time.Saturday; day++ { days[day.String()] = day }
fmt.Sprintf("%04d-%02d-%02d", year, month, Day(weeks[week], days[dayofweek], time.Month(month), year))`,
  "nucleotide-count/nucleotideCounts": "many(DNA(strand).Counts())",
  "ocr-numbers/convert": 'strings.Join(many(Recognize("\\n"+strings.Join(rows, "\\n"))).([]string), ",")',
  "palindrome-products/smallest": palindromes("found, _"),
  "palindrome-products/largest": palindromes("_, found"),
  "parallel-letter-frequency/calculateFrequencies": "ConcurrentFrequency(texts)",
  "phone-number/clean": "many(Number(phrase))",
  "piecing-it-together/jigsawData#1": puzzle("Pieces: pieces, AspectRatio: aspectRatio"),
  "piecing-it-together/jigsawData#2": puzzle("Rows: rows, Format: format"),
  "piecing-it-together/jigsawData#3": puzzle("Inside: inside, AspectRatio: float64(aspectRatio)"),
  "piecing-it-together/jigsawData#4": puzzle("Rows: rows, AspectRatio: aspectRatio"),
  "piecing-it-together/jigsawData#5": puzzle("Pieces: pieces, Border: border, Format: format"),
  "piecing-it-together/jigsawData#6": `${puzzle("Pieces: pieces, Format: format")}\ntrue`,
  "piecing-it-together/jigsawData#7": `${puzzle("Rows: rows, Columns: columns, Format: format")}\ntrue`,
  "pig-latin/translate": "Sentence(phrase)",
  "poker/bestHands": `ours := []string{"C", "♧", "D", "♢", "H", "♡", "S", "♤"}
theirs := []string{"♧", "C", "♢", "D", "♡", "H", "♤", "S"}
replaced := func(list, pairs []string) []string { return lines(strings.NewReplacer(pairs...).Replace(strings.Join(list, "\\n"))) }
replaced(many(BestHand(replaced(hands, ours))).([]string), theirs)`,
  "prime-factors/factors": "Factors(value)",
  "protein-translation/proteins": "many(FromRNA(strand))",
  "pythagorean-triplet/tripletsWithSum": "Sum(n)",
  "resistor-color-trio/label":
    'var value int\nvar unit string\nfmt.Sscan(Label(colors), &value, &unit)\nfields(f("value", value), f("unit", unit))',
  "run-length-encoding/encode": "RunLengthEncode(stringValue)",
  "run-length-encoding/decode": "RunLengthDecode(stringValue)",
  "run-length-encoding/consistency": "RunLengthDecode(RunLengthEncode(stringValue))",
  "saddle-points/saddlePoints": `rows := []string{}
for _, row := range matrix { rows = append(rows, strings.Trim(fmt.Sprint(row), "[]")) }
list := []map[string]any{}
for _, one := range many(New(strings.Join(rows, "\\n"))).(*Matrix).Saddle() { list = append(list, record(f("row", one.r), f("column", one.c))) }
list`,
  "satellite/treeFromTraversals": `var tree func(one *Node) map[string]any
tree = func(one *Node) map[string]any {
if one == nil { return record() }
return record(f("v", one.Value), f("l", tree(one.Left)), f("r", tree(one.Right)))
}
tree(many(TreeFromTraversals(preorder, inorder)).(*Node))`,
  "say/say": "okay(Say(number))",
  "scale-generator/chromatic": 'Scale(tonic, "")',
  "scale-generator/interval": "Scale(tonic, intervals)",
  "secret-handshake/commands": "Handshake(uint(number))",
  "series/slices": "list := All(sliceLength, series)\nokay(list, list != nil)",
  "sgf-parsing/parse": `var tree func(one *Node) map[string]any
tree = func(one *Node) map[string]any {
children := []any{}
for _, child := range one.Children { children = append(children, tree(child)) }
properties := map[string][]string{}
for name, values := range one.Properties { properties[name] = values }
return record(f("properties", properties), f("children", children))
}
tree(many(Parse(encoded)).(*Node))`,
  "simple-cipher/encode#2": vigenere("Encode(plaintext)"),
  "simple-cipher/decode#3": vigenere("Decode(ciphertext)"),
  "simple-cipher/decode#4": `${vigenere(`Decode(${vigenere("Encode(plaintext)")})`)}`,
  "space-age/age": "age := Age(float64(seconds), Planet(planet))\nvalueOrFailure(age, age == -1)",
  "sum-of-multiples/sum": "SumMultiples(limit, factors...)",
  "tournament/tally": 'out := &bytes.Buffer{}\nmany(Tally(strings.NewReader(strings.Join(rows, "\\n")), out))\nlines(out.String())',
  "tree-building/buildTree": 'root := many(Build([]Record{})).(*Node)\nif root != nil { return []string{"a tree"} }\n[]string{}',
  "triangle/equilateral": kind("kind == Equ"),
  "triangle/isosceles": kind("kind == Equ || kind == Iso"),
  "triangle/scalene": kind("kind == Sca"),
  // The tests demand an error where the canonical data has 0.
  "trinary/toDecimal": "decimal, err := ParseTrinary(fmt.Sprint(trinary))\nif err != nil { return 0 }\ndecimal",
  "twelve-days/recite": verses,
  "two-bucket/measure": `goalBucket, moves, otherBucket, err := Solve(bucketOne, bucketTwo, goal, startBucket)
many(err)
fields(f("goalBucket", goalBucket), f("moves", moves), f("otherBucket", otherBucket))`,
  "variable-length-quantity/encode": "fn(EncodeVarint, integers)",
  "variable-length-quantity/decode": "fn(DecodeVarint, integers)",
  "word-search/search": `list := []adapterField{}
for _, word := range wordsToSearchFor {
found, err := Solve([]string{word}, grid)
place := any(nil)
if err == nil {
at := func(point [2]int) any { return record(f("column", point[0]+1), f("row", point[1]+1)) }
place = record(f("start", at(found[word][0])), f("end", at(found[word][1])))
}
list = append(list, f(word, place))
}
fields(list...)`,
  "wordy/answer": "okay(Answer(question))",
  "yacht/score": "Score(dice, category)",
  "zebra-puzzle/drinksWater": "SolvePuzzle().DrinksWater",
  "zebra-puzzle/ownsZebra": "SolvePuzzle().OwnsZebra",
};
