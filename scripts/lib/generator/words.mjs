// Texts: titles, Markdown and programs of realistic lengths.
const ADJECTIVES =
  "ancient balanced circular colored distant empty frozen golden hidden hollow narrow nested parallel patient quiet rapid scattered silent sorted steady tangled twisted unbalanced weighted wandering".split(
    " ",
  );
const NOUNS =
  "array bridge castle chain circle clock forest garden graph harbor interval island ladder lamp library lock machine matrix mirror mountain network orchard palindrome parade path puzzle queue river signal sequence staircase station string tower train tree tunnel valley window".split(
    " ",
  );
const VERBS = "count merge split find move join sort reverse compare choose remove connect measure schedule".split(" ");
const FILL =
  "a the of each every with between two three first last number line pair value distance cost integer position answer smallest largest different exactly at most at least print read".split(
    " ",
  );

const capital = (word) => word[0].toUpperCase() + word.slice(1);

export const title = (random) =>
  `${capital(random.pick(ADJECTIVES))} ${random.pick(NOUNS)} ${random.pick(["of", "and", "in", "by"])} ${random.pick(NOUNS)}s`;

export const slugOf = (text, number) =>
  `${text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)}-${number}`;

export function sentence(random) {
  const pools = [ADJECTIVES, NOUNS, VERBS, FILL, FILL];
  return `${capital(Array.from({ length: random.int(8, 18) }, () => random.pick(random.pick(pools))).join(" "))}.`;
}

export const paragraph = (random) => Array.from({ length: random.int(3, 6) }, () => sentence(random)).join(" ");

const CODE = (random) => `\`\`\`python
def ${random.pick(VERBS)}(${random.pick(NOUNS)}, limit=${random.int(2, 1000)}):
    total = 0
    for value in ${random.pick(NOUNS)}:
        total = (total + value * ${random.int(2, 99)}) % 1000000007
    return total
\`\`\``;

/** Markdown of so many paragraphs, with a list, a formula or code in some. */
export function markdown(random, paragraphs) {
  return Array.from({ length: paragraphs }, () => {
    const kind = random.real();
    if (kind < 0.12) return CODE(random);
    if (kind < 0.24) return Array.from({ length: random.int(2, 5) }, () => `- ${sentence(random)}`).join("\n");
    if (kind < 0.34) return `${sentence(random)} $$\\sum_{i=1}^{n} a_i \\le ${random.int(2, 9)} \\cdot 10^{${random.int(3, 9)}}$$`;
    return paragraph(random);
  }).join("\n\n");
}

/** A program of this language, with a marker that makes it different from others. Not one that solves anything. */
export function program(random, language) {
  const lines = Array.from({ length: random.int(6, 30) }, () => {
    const [noun, verb, number] = [random.pick(NOUNS), random.pick(VERBS), random.int(1, 100_000)];
    return language === "python" ? `    ${noun} = ${verb}(${noun}, ${number})` : `  ${noun} = ${verb}(${noun}, ${number});`;
  });
  const [open, close] = {
    python: ["def main():", "main()"],
    go: ["func main() {", "}"],
    java17: ["public class Main { void run() {", "}}"],
  }[language] ?? ["int main() {", "}"];
  return [open, ...lines, close].join("\n");
}
