// What the runner lacks: a time limit for each test and hook, and the refusal of tests without values.
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { slowness } from "../../../scripts/lib/slowness.mjs";
import { refuseTestWithoutValue } from "../tests-without-values.mjs";

/** The runner's own. */
const { addEventHandler } = createRequire(import.meta.resolve("jest-light-runner"))("jest-circus");

/** Against hanging only, as in jest.config.js. */
const LIMIT_MS = 300_000;
const TIMES_SLOWER = slowness();

function limit(one) {
  const { fn, timeout = LIMIT_MS } = one;
  const ms = timeout * TIMES_SLOWER;
  one.fn = async () => {
    const ended = new AbortController();
    const late = delay(ms, undefined, { signal: ended.signal }).then(() => {
      throw new Error(`The test or hook has not ended within ${ms} ms.`);
    });
    late.catch(() => {});
    try {
      return await Promise.race([fn(), late]);
    } finally {
      ended.abort();
    }
  };
}

addEventHandler((event, state) => {
  refuseTestWithoutValue(event, state);
  if (event.name === "add_test") limit(state.currentDescribeBlock.children.at(-1));
  if (event.name === "add_hook") limit(state.currentDescribeBlock.hooks.at(-1));
});
