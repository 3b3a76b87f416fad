// Cards and reviews of spaced repetition. The same rules as learning/mastery/reviews/review-verdict.ts, by the product's scheduler.
import { newMemory, review, RETENTION } from "../../../dist/modules/learning/mastery/reviews/schedule.js";
import { DAY_MS } from "./times.mjs";

/** Share of the learners who switched repetition off. */
const OFF = 0.05;

export function createReviews(random, people) {
  const off = new Set(people.filter(() => random.chance(OFF)).map(({ id }) => id));
  const cards = new Map();
  const made = [];

  function ratingOf(card, isAccepted, atMs, hasFailed) {
    if (!card.memory.lastReviewAt) return hasFailed ? "HARD" : "GOOD";
    const isSoon = atMs - card.memory.lastReviewAt.getTime() < DAY_MS;
    const isFailing = card.rating === "AGAIN";
    if (!isAccepted) return isFailing || isSoon ? null : "AGAIN";
    if (isFailing) return "HARD";
    return isSoon ? null : "GOOD";
  }

  return {
    add({ user, problem, verdict, atMs }, { submissionId, finishedMs }, hasFailed) {
      const [key, isAccepted, at] = [`${user.id} ${problem.id}`, verdict === "ACCEPTED", new Date(atMs)];
      const known = cards.get(key);
      if (off.has(user.id) || (!known && !isAccepted)) return;
      const card = known ?? { id: random.id(finishedMs), memory: newMemory(at), rating: null, createdMs: finishedMs };
      const rating = ratingOf(card, isAccepted, atMs, hasFailed);
      if (!rating) return;
      const memory = review(card.memory, rating, at, { retention: RETENTION.default, steps: false });
      made.push([
        random.id(finishedMs),
        card.id,
        rating,
        submissionId,
        at,
        JSON.stringify(card.memory),
        memory.scheduledDays,
        memory.stability,
        memory.difficulty,
      ]);
      cards.set(key, { ...card, memory, rating });
    },
    async write(states) {
      for (const userId of off) states.add("review_settings", userId, false, 900);
      for (const [key, { id, memory: m, createdMs }] of cards) {
        states.add(
          "review_cards",
          id,
          ...key.split(" "),
          m.state,
          m.dueAt,
          m.stability,
          m.difficulty,
          m.scheduledDays,
          m.learningStep,
          m.repetitions,
          m.lapses,
          m.lastReviewAt,
          new Date(createdMs),
        );
        await states.flushIfFull();
      }
      for (const row of made) {
        states.add("reviews", ...row);
        await states.flushIfFull();
      }
    },
  };
}
