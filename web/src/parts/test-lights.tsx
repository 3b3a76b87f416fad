import type { Verdict } from "../api/generated.js";
import { words } from "../words.js";
import { Icon } from "./basics.js";
import { lookOf } from "./verdict.js";

interface Light {
  index: number;
  verdict: Verdict;
}

/** One light for each test: lit as soon as the test has ended. `index` counts from 0. */
export function TestLights({ total, tests, skipped }: { total: number; tests: readonly Light[]; skipped: readonly number[] }) {
  const byIndex = new Map(tests.map(({ index, verdict }) => [index, verdict]));
  return (
    <ol class="lights" aria-label={words.problem.tests}>
      {Array.from({ length: total }, (_, index) => {
        const verdict = byIndex.get(index);
        const state = verdict ? words.verdicts[verdict] : skipped.includes(index) ? words.problem.skipped : words.problem.pending;
        return (
          <li key={index} class={verdict ? `lit ${lookOf(verdict).tone}` : "unlit"} title={words.problem.test(index + 1, state)}>
            {verdict ? <Icon name={lookOf(verdict).icon} /> : <span aria-hidden="true">{index + 1}</span>}
            <span class="hidden">{words.problem.test(index + 1, state)}</span>
          </li>
        );
      })}
    </ol>
  );
}
