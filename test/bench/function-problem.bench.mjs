/** The same problem as a function and over standard input: one judging of each, each with its own compilation. */
import { tokens } from "../../dist/judge/checkers/tokens.js";
import { values } from "../../dist/judge/checkers/values.js";
import { functionPartner } from "../../dist/judge/functions/function-partner.js";
import { functionProgram } from "../../dist/judge/functions/function-program.js";
import { findLanguage } from "../../dist/judge/languages/index.js";
import { judge } from "../../dist/judge/pipeline.js";
import { createContainerEngine } from "../../dist/judge/engines/container-engine.js";
import { createLocalSandbox } from "../../dist/judge/sandbox/local-sandbox.js";
import { createScorer } from "../../dist/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../dist/judge/scoring/scoring.js";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 11;
const TESTS = 20;
/** Elements of the list of each test. */
const SIZE = 2000;

const SIGNATURE = {
  name: "pairSum",
  parameters: [
    { name: "numbers", type: "list<int>" },
    { name: "target", type: "int" },
  ],
  result: "list<int>",
  mayFail: false,
};

/** Two places whose numbers have the sum, smallest second place first. */
const PROGRAMS = {
  python: {
    function: `def pair_sum(numbers, target):
    seen = {}
    for place, number in enumerate(numbers):
        if target - number in seen:
            return [seen[target - number], place]
        seen.setdefault(number, place)
    return []
`,
    program: `import sys

def pair_sum(numbers, target):
    seen = {}
    for place, number in enumerate(numbers):
        if target - number in seen:
            return [seen[target - number], place]
        seen.setdefault(number, place)
    return []

def main():
    data = sys.stdin.read().split()
    count = int(data[0])
    print(*pair_sum([int(word) for word in data[1:count + 1]], int(data[count + 1])))

main()
`,
  },
  javascript: {
    function: `function pairSum(numbers, target) {
  const seen = new Map();
  for (const [place, number] of numbers.entries()) {
    if (seen.has(target - number)) return [seen.get(target - number), place];
    if (!seen.has(number)) seen.set(number, place);
  }
  return [];
}
`,
    program: `const { readFileSync } = require("node:fs");

function pairSum(numbers, target) {
  const seen = new Map();
  for (const [place, number] of numbers.entries()) {
    if (seen.has(target - number)) return [seen.get(target - number), place];
    if (!seen.has(number)) seen.set(number, place);
  }
  return [];
}

const [count, ...data] = readFileSync(0, "utf8").split(/\\s+/).filter(Boolean).map(Number);
console.log(pairSum(data.slice(0, count), data[count]).join(" "));
`,
  },
  typescript: {
    function: `function pairSum(numbers: number[], target: number): number[] {
  const seen = new Map<number, number>();
  for (const [place, number] of numbers.entries()) {
    const first = seen.get(target - number);
    if (first !== undefined) return [first, place];
    if (!seen.has(number)) seen.set(number, place);
  }
  return [];
}
`,
    program: `import { readFileSync } from "node:fs";

function pairSum(numbers: number[], target: number): number[] {
  const seen = new Map<number, number>();
  for (const [place, number] of numbers.entries()) {
    const first = seen.get(target - number);
    if (first !== undefined) return [first, place];
    if (!seen.has(number)) seen.set(number, place);
  }
  return [];
}

const [count, ...data]: number[] = readFileSync(0, "utf8").split(/\\s+/).filter(Boolean).map(Number);
console.log(pairSum(data.slice(0, count), data[count!]!).join(" "));
`,
  },
  cpp17: {
    function: `#include <bits/stdc++.h>
using namespace std;

vector<int> pairSum(vector<int>& numbers, int target) {
    unordered_map<int, int> seen;
    for (int place = 0; place < (int)numbers.size(); place++) {
        if (auto first = seen.find(target - numbers[place]); first != seen.end()) return {first->second, place};
        seen.emplace(numbers[place], place);
    }
    return {};
}
`,
    program: `#include <bits/stdc++.h>
using namespace std;

vector<int> pairSum(vector<int>& numbers, int target) {
    unordered_map<int, int> seen;
    for (int place = 0; place < (int)numbers.size(); place++) {
        if (auto first = seen.find(target - numbers[place]); first != seen.end()) return {first->second, place};
        seen.emplace(numbers[place], place);
    }
    return {};
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int count, target;
    cin >> count;
    vector<int> numbers(count);
    for (int& number : numbers) cin >> number;
    cin >> target;
    for (int place : pairSum(numbers, target)) cout << place << ' ';
    cout << '\\n';
}
`,
  },
  java17: {
    function: `import java.util.*;

class Solution {
    public int[] pairSum(int[] numbers, int target) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int place = 0; place < numbers.length; place++) {
            Integer first = seen.get(target - numbers[place]);
            if (first != null) return new int[] {first, place};
            seen.putIfAbsent(numbers[place], place);
        }
        return new int[0];
    }
}
`,
    program: `import java.io.*;
import java.util.*;

public class Main {
    static int[] pairSum(int[] numbers, int target) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int place = 0; place < numbers.length; place++) {
            Integer first = seen.get(target - numbers[place]);
            if (first != null) return new int[] {first, place};
            seen.putIfAbsent(numbers[place], place);
        }
        return new int[0];
    }

    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));
        in.nextToken();
        int[] numbers = new int[(int) in.nval];
        for (int place = 0; place < numbers.length; place++) {
            in.nextToken();
            numbers[place] = (int) in.nval;
        }
        in.nextToken();
        StringBuilder out = new StringBuilder();
        for (int place : pairSum(numbers, (int) in.nval)) out.append(place).append(' ');
        System.out.println(out);
    }
}
`,
  },
  go: {
    function: `package main

func pairSum(numbers []int, target int) []int {
	seen := map[int]int{}
	for place, number := range numbers {
		if first, ok := seen[target-number]; ok {
			return []int{first, place}
		}
		if _, ok := seen[number]; !ok {
			seen[number] = place
		}
	}
	return []int{}
}
`,
    program: `package main

import (
	"bufio"
	"fmt"
	"os"
)

func pairSum(numbers []int, target int) []int {
	seen := map[int]int{}
	for place, number := range numbers {
		if first, ok := seen[target-number]; ok {
			return []int{first, place}
		}
		if _, ok := seen[number]; !ok {
			seen[number] = place
		}
	}
	return []int{}
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	var count, target int
	fmt.Fscan(reader, &count)
	numbers := make([]int, count)
	for place := range numbers {
		fmt.Fscan(reader, &numbers[place])
	}
	fmt.Fscan(reader, &target)
	for _, place := range pairSum(numbers, target) {
		fmt.Print(place, " ")
	}
	fmt.Println()
}
`,
  },
};

/** The pair is at the end, so that all of the list is read. */
function testsOf() {
  return Array.from({ length: TESTS }, (_, seed) => {
    const numbers = Array.from({ length: SIZE }, (_none, place) => ((place * 7919 + seed * 104_729) % 1_000_003) * 2);
    numbers[SIZE - 1] = 3;
    return { numbers, target: numbers[SIZE - 2] + 3, pair: [SIZE - 2, SIZE - 1] };
  });
}

export async function run({ row, services }) {
  const sandbox = createLocalSandbox({ socketPath: services.launcher.socket, slots: 1 });
  try {
    const engine = createContainerEngine("sandbox", sandbox);
    for (const id of Object.keys(PROGRAMS)) await measure(row, engine, id);
  } finally {
    await sandbox.close();
  }
}

async function measure(row, engine, id) {
  const language = findLanguage(id);
  const made = testsOf();
  const source = (list) => ({ count: list.length, read: async (index) => ({ sample: false, ...list[index] }) });
  const bytes = (input, output) => ({ input: Buffer.from(input), output: Buffer.from(output) });
  const variants = {
    function: source(
      made.map(({ numbers, target, pair }) => bytes(`${JSON.stringify(numbers)}\n${target}\n`, `${JSON.stringify(pair)}\n`)),
    ),
    program: source(
      made.map(({ numbers, target, pair }) => bytes(`${numbers.length}\n${numbers.join(" ")}\n${target}\n`, `${pair.join(" ")}\n`)),
    ),
  };
  const judged = async (name) => {
    const code = PROGRAMS[id][name];
    const since = performance.now();
    const program = name === "function" ? functionProgram(language, { signature: SIGNATURE, drivers: {} }, code) : null;
    const { verdict, tests, compilerOutput } = await judge({
      ...{
        engine,
        language,
        source: code,
        tests: variants[name],
        checker: program ? values : tokens,
        scorer: createScorer(PASS_FAIL, []),
      },
      ...(program && { source: program.source, entry: program.entry, partner: functionPartner(program) }),
      limits: { timeLimitMs: 5000, memoryLimitKb: 262_144 },
    });
    if (verdict !== "ACCEPTED") throw new Error(`${id}, ${name}: the verdict is ${verdict} ${compilerOutput}`);
    return { totalMs: performance.now() - since, cpuMs: median(tests.map((test) => test.cpuMs)) };
  };
  const figures = await inTurn({ function: () => judged("function"), program: () => judged("program") }, { rounds: ROUNDS, warmUp: 2 });
  const of = (name, figure) => median(figures[name].map((one) => one[figure]));
  row({
    what: `${language.name}: one judging of ${TESTS} tests of a function`,
    ...{ value: of("function", "totalMs"), unit: "ms", baseline: "the same over standard input", baselineValue: of("program", "totalMs") },
    target: { ratioAtMost: 1.1 },
  });
  row({
    what: `${language.name}: CPU time of a test, median`,
    ...{ value: of("function", "cpuMs"), unit: "ms", baseline: "the same over standard input", baselineValue: of("program", "cpuMs") },
    target: { ratioAtMost: 1.1 },
  });
}
