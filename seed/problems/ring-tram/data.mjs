import { Prng } from "../../prng.mjs";

const MAX_STOPS = 100000;
const MAX_QUESTIONS = 100000;
const MAX_SECONDS = 1000000000;

function solve(seconds, questions) {
  const reached = [0];
  for (const time of seconds) {
    reached.push(reached[reached.length - 1] + time);
  }
  const round = reached[seconds.length];
  const answers = questions.map(([from, to]) => reached[to - 1] - reached[from - 1] + (from > to ? round : 0));
  return answers.join("\n");
}

function make(name, seconds, questions, explanation) {
  const rows = [
    `${seconds.length} ${questions.length}`,
    seconds.join(" "),
    ...questions.map((question) => question.join(" ")),
  ];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(seconds, questions)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomSeconds(random, stops, low, high) {
  return Array.from({ length: stops }, () => random.int(low, high));
}

function randomQuestions(random, count, stops) {
  return Array.from({ length: count }, () => [random.int(1, stops), random.int(1, stops)]);
}

export function* tests() {
  yield make(
    "sample-1",
    [30, 50, 20, 45],
    [
      [1, 3],
      [3, 1],
      [4, 2],
      [2, 2],
    ],
    "From stop 1 to stop 3 the ride takes 30 + 50 seconds, from stop 3 to stop 1 it takes 20 + 45. From stop 4 the tram goes on to stop 1 and reaches stop 2 after 45 + 30 seconds. The last passenger is already there.",
  );
  yield make(
    "sample-2",
    [7, 1000000000],
    [
      [2, 1],
      [1, 2],
    ],
    "The two directions are different: from stop 2 the tram needs a thousand million seconds to get back to stop 1.",
  );

  // Rides that go almost all the way round.
  const random = new Prng(1010);
  yield make(
    "large-long-rides",
    randomSeconds(random, MAX_STOPS, 1, 9),
    Array.from({ length: 30000 }, () => {
      const from = random.int(2, MAX_STOPS);
      return [from, random.int(Math.max(1, from - 20), from - 1)];
    }),
  );

  yield make("smallest", [1, 1], [[1, 1]]);
  yield make("last-to-first", [4, 6, 9], [[3, 1]]);
  yield make("first-to-last", [4, 6, 9], [[1, 3]]);
  const every = [1, 2, 3, 4, 5];
  yield make(
    "every-pair",
    [16, 1, 4, 2, 8],
    every.flatMap((from) => every.map((to) => [from, to])),
  );
  yield make("small-random", randomSeconds(random, 12, 1, 40), randomQuestions(random, 60, 12));
  yield make("medium-random", randomSeconds(random, 700, 1, MAX_SECONDS), randomQuestions(random, 1500, 700));
  yield make("large-two-stops", [MAX_SECONDS, MAX_SECONDS], randomQuestions(random, 30000, 2));
  yield make(
    "large-random",
    randomSeconds(random, MAX_STOPS, 1, MAX_SECONDS),
    randomQuestions(random, MAX_QUESTIONS, MAX_STOPS),
  );
}
