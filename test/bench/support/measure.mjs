/** Timing. A machine's mood changes from second to second: what is compared is measured in turn, A B A B…. */

const sorted = (values) => [...values].sort((a, b) => a - b);

export function percentile(values, share) {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))];
}

export const median = (values) => percentile(values, 0.5);

/** Milliseconds that one call takes. */
export async function timed(work) {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/**
 * Calls each of the named functions in turn, `rounds` times after `warmUp` rounds that do not count; each resolves to its
 * own figure. Every other round goes backwards, so that neither always comes after the other. `before` is awaited, and
 * not counted, ahead of each call.
 */
export async function inTurn(variants, { rounds, warmUp = 3, before = async () => {} }) {
  const names = Object.keys(variants);
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      await before();
      const figure = await variants[name]();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}
