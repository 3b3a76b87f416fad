// Who submits what, when, and with which outcome: plain numbers for each submission, in the order of time.
import { weighted, zipfWeights } from "./random.mjs";
import { activeTime, MINUTE_MS } from "./times.mjs";

export const VERDICTS = [
  "ACCEPTED",
  "WRONG_ANSWER",
  "TIME_LIMIT_EXCEEDED",
  "RUNTIME_ERROR",
  "COMPILATION_ERROR",
  "MEMORY_LIMIT_EXCEEDED",
  "OUTPUT_LIMIT_EXCEEDED",
  "CANCELLED",
  "SYSTEM_ERROR",
];
/** Weights of the verdicts of attempts that are not accepted. */
const FAILURES = [0, 60, 15, 12, 8, 2, 1, 1.5, 0.5];
/** Of the problems by popularity: the first of 500 gets 2 % of the submissions. */
const POPULARITY_EXPONENT = 0.6;
/** An attempt teaches: each one makes the next likelier. */
const LEARNED = 0.35;
const GIVES_UP = 0.12;

/** `{ size, order, person, problem, verdict, atMs }`: arrays by submission, and the order of time. */
export function planSubmissions(random, { people, problems, untilMs }) {
  const size = people.reduce((sum, { quota }) => sum + quota, 0);
  const [person, problem, verdict, atMs] = [new Uint32Array(size), new Uint16Array(size), new Uint8Array(size), new Float64Array(size)];
  const open = problems.map((one, index) => ({ ...one, index })).filter(({ publishedMs }) => publishedMs !== null);
  const popular = weighted(random, zipfWeights(open.length, POPULARITY_EXPONENT));
  const failure = weighted(random, FAILURES);
  /** One that is there at this time. The first one is there from the start. */
  const published = (time) => {
    for (let tries = 0; tries < 8; tries++) {
      const one = open[popular()];
      if (one.publishedMs <= time) return one;
    }
    return open[0];
  };
  let at = 0;
  for (const { index, quota, joinedMs, skill } of people) {
    // Sessions of a few problems each. Later sessions start where earlier ones ended, so that no two overlap.
    const starts = Array.from({ length: Math.ceil(quota / 6) }, () => activeTime(random, joinedMs, untilMs - 60 * MINUTE_MS)).sort(
      (a, b) => a - b,
    );
    let time = joinedMs;
    for (let left = quota, session = 0; left > 0; session++) {
      time = Math.max(time, starts[session] ?? time);
      for (let problems = random.int(1, 3); problems > 0 && left > 0; problems--) {
        const one = published(time);
        for (let attempt = 0; left > 0; attempt++) {
          time += Math.floor(Math.min(random.logNormal(2, 1), 30) * MINUTE_MS) + 10_000;
          if (time > untilMs) time = untilMs - left * 15_000;
          const isAccepted = random.real() < 1 / (1 + Math.exp(one.hardness - skill - attempt * LEARNED));
          person[at] = index;
          problem[at] = one.index;
          verdict[at] = isAccepted ? 0 : failure();
          atMs[at++] = time;
          left--;
          if (isAccepted || random.chance(GIVES_UP)) break;
        }
      }
    }
  }
  const order = Uint32Array.from({ length: size }, (_, each) => each).sort((a, b) => atMs[a] - atMs[b] || a - b);
  return { size, order, person, problem, verdict, atMs };
}
