// Calls of solutions that take a function, which the canonical data has in words.

const folded = (method) => `fold := func(x, y int) int {
switch {
case strings.Contains(functionValue, "*"): return x * y
case strings.Contains(functionValue, "+"): return x + y
}
return x / y
}
IntList(listValue).${method}(fold, initial)`;

/** By the part of the problem: lists of numbers, of texts and of lists. */
const STRAINED = {
  1: `func(x int) bool {
switch predicate {
case "fn(x) -> true": return true
case "fn(x) -> false": return false
}
return (x%2 == 1) == strings.HasSuffix(predicate, "== 1")
}`,
  2: 'func(x string) bool { return strings.HasPrefix(x, "z") }',
  3: `func(list []int) bool {
for _, one := range list { if one == 5 { return true } }
return false
}`,
};

export const FUNCTIONS = {
  "list-ops/filter": "IntList(listValue).Filter(func(x int) bool { return x%2 == 1 })",
  "list-ops/map": "IntList(listValue).Map(func(x int) int { return x + 1 })",
  "list-ops/foldl": folded("Foldl"),
  "list-ops/foldr": folded("Foldr"),
  ...Object.fromEntries(
    Object.entries(STRAINED).flatMap(([part, test]) => [
      [`strain/keep#${part}`, `test := ${test}\nKeep(listValue, test)`],
      [`strain/discard#${part}`, `test := ${test}\nDiscard(listValue, test)`],
    ]),
  ),
};
