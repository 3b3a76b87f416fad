/** A long test set on a machine with nothing else to judge: in its own slot, and with the idle one lent to it. */
import { createContainerEngine } from "../../dist/judge/engines/container-engine.js";
import { findLanguage } from "../../dist/judge/languages/index.js";
import { judge } from "../../dist/judge/pipeline.js";
import { createLocalSandbox } from "../../dist/judge/sandbox/local-sandbox.js";
import { createScorer } from "../../dist/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../dist/judge/scoring/scoring.js";
import { tokens } from "../../dist/judge/checkers/tokens.js";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 5;
const TESTS = 40;

/** The same work on each test, some 200 ms of sorting. */
const SOURCE = `#include <bits/stdc++.h>
int main() {
    unsigned state = 1;
    unsigned long long sum = 0;
    for (int round = 0; round < 12; round++) {
        std::vector<unsigned> numbers(200000);
        for (auto& number : numbers) number = state = state * 1664525u + 1013904223u;
        std::sort(numbers.begin(), numbers.end());
        sum += numbers[round];
    }
    puts(sum ? "1" : "0");
}
`;

export async function run({ row, services }) {
  const sandbox = createLocalSandbox({ socketPath: services.launcher.socket, slots: 2 });
  const alone = { slots: 2, open: () => sandbox.open(), lend: async () => null };
  try {
    await measure(row, { alone, lending: sandbox });
  } finally {
    await sandbox.close();
  }
}

async function measure(row, sandboxes) {
  const test = { sample: false, input: Buffer.from("1\n"), output: Buffer.from("1\n") };
  const judged = async (sandbox) => {
    let startedAt;
    const { verdict, tests } = await judge({
      ...{
        engine: createContainerEngine("sandbox", sandbox),
        language: findLanguage("cpp17"),
        source: SOURCE,
        checker: tokens,
        scorer: createScorer(PASS_FAIL, []),
      },
      limits: { timeLimitMs: 5000, memoryLimitKb: 262_144 },
      tests: { count: TESTS, read: async () => test },
      onProgress: ({ status }) => {
        if (status === "RUNNING") startedAt ??= performance.now();
      },
    });
    if (verdict !== "ACCEPTED") throw new Error(`the verdict is ${verdict}`);
    return { perSecond: (TESTS * 1000) / (performance.now() - startedAt), cpuMs: tests.map(({ cpuMs }) => cpuMs) };
  };
  const figures = await inTurn(
    { alone: () => judged(sandboxes.alone), lending: () => judged(sandboxes.lending) },
    { rounds: ROUNDS, warmUp: 1 },
  );
  const speed = (name) => median(figures[name].map(({ perSecond }) => perSecond));
  const cpu = (name) => median(figures[name].flatMap(({ cpuMs }) => cpuMs));
  row({
    what: `one judging of ${TESTS} tests with the idle slot lent to it`,
    ...{ value: speed("lending"), unit: "tests/s", baseline: "in its own slot", baselineValue: speed("alone") },
    target: { ratioAtLeast: 1.6 },
  });
  row({
    what: "CPU time measured of a test, median",
    ...{ value: cpu("lending"), unit: "ms", baseline: "in its own slot", baselineValue: cpu("alone") },
    target: { ratioAtMost: 1.03 },
  });
}
