// Calls of the exercises about sets and numbers: their solutions have types of their own.

const number = (name) => `Number{float64(${name}[0]), float64(${name}[1])}`;
const complex = (value) => `value := ${value}\n[]float64{value.Real(), value.Imaginary()}`;
const rational = (value) => `fn(func(value Rational) []int { return []int{value.numerator, value.denominator} }, ${value})`;
const r = (name) => `Rational{${name}[0], ${name}[1]}`;
const METHODS = { add: "Add", sub: "Subtract", mul: "Multiply", div: "Divide" };
const SHORT = { add: "Add", sub: "Sub", mul: "Mul", div: "Div" };
const set = (name) => `setOf(${name})`;
const SETS = "setOf := func(list []int) Set {\nset := New()\nfor _, one := range list { set.Add(fmt.Sprint(one)) }\nreturn set\n}\n";
const elements = (value) =>
  `${SETS}list := []int{}\nfor one := range ${value} {\nvar number int\nfmt.Sscan(one, &number)\nlist = append(list, number)\n}\nlist`;

export const NUMBERS = {
  "complex-numbers/real": `${number("z")}.Real()`,
  "complex-numbers/imaginary": `${number("z")}.Imaginary()`,
  "complex-numbers/abs": `${number("z")}.Abs()`,
  "complex-numbers/conjugate": complex(`(${number("z")}).Conjugate()`),
  "complex-numbers/exp": complex(`(${number("z")}).Exp()`),
  ...Object.fromEntries(
    Object.entries(METHODS).flatMap(([name, method]) => [
      [`complex-numbers/${name}#1`, complex(`(${number("z1")}).${method}(${number("z2")})`)],
      [`complex-numbers/${name}#2`, complex(`(${number("z1")}).${method}(Number{float64(z2), 0})`)],
      [`complex-numbers/${name}#3`, complex(`(Number{float64(z1), 0}).${method}(${number("z2")})`)],
    ]),
  ),
  "custom-set/empty": `${SETS}${set("setValue")}.IsEmpty()`,
  "custom-set/contains": `${SETS}${set("setValue")}.Has(fmt.Sprint(element))`,
  "custom-set/subset": `${SETS}Subset(setOf(set1), setOf(set2))`,
  "custom-set/disjoint": `${SETS}Disjoint(setOf(set1), setOf(set2))`,
  "custom-set/equal": `${SETS}Equal(setOf(set1), setOf(set2))`,
  "custom-set/add": elements("func() Set {\nset := setOf(setValue)\nset.Add(fmt.Sprint(element))\nreturn set\n}()"),
  "custom-set/intersection": elements("Intersection(setOf(set1), setOf(set2))"),
  "custom-set/difference": elements("Difference(setOf(set1), setOf(set2))"),
  "custom-set/union": elements("Union(setOf(set1), setOf(set2))"),
  ...Object.fromEntries(
    Object.entries(SHORT).map(([name, method]) => [`rational-numbers/${name}`, rational(`${r("r1")}.${method}(${r("r2")})`)]),
  ),
  "rational-numbers/abs": rational(`${r("r")}.Abs()`),
  "rational-numbers/exprational": rational(`${r("r")}.Exprational(n)`),
  "rational-numbers/expreal": `${r("r")}.Expreal(x)`,
  "rational-numbers/reduce": rational(`${r("r")}.Reduce()`),
};
