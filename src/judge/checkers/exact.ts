import type { Checker } from "./checker.js";

export const exact: Checker = {
  id: "exact",
  name: "Exact",
  description: "The outputs are the same, byte by byte.",
  parameters: [],
  check({ expected, actual }) {
    if (expected.equals(actual)) return { ok: true };
    let at = 0;
    let line = 1;
    while (at < expected.length && at < actual.length && expected[at] === actual[at]) {
      if (expected[at] === 10) line++;
      at++;
    }
    return { ok: false, message: `the first difference is in line ${line}, at byte ${at} of the output`, at: { expected: at, actual: at } };
  },
};
