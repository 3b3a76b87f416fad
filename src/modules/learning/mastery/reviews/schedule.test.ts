import { describe, expect, it } from "@jest/globals";
import { newMemory, recallAt, review, type ReviewRating } from "./schedule.js";

const SCHEDULE = { retention: 0.9, steps: true };
const DAY_MS = 86_400_000;
const START = new Date("2022-11-29T12:30:00.000Z");

/** The vectors of the package's own tests, FSRS-6.test.ts, which fsrs-rs has too. */
describe("the schedule", () => {
  it("gives the published intervals", () => {
    const ratings: ReviewRating[] = [...Array<ReviewRating>(6).fill("GOOD"), "AGAIN", "AGAIN", ...Array<ReviewRating>(5).fill("GOOD")];
    let memory = newMemory(START);
    const intervals = ratings.map((rating) => (memory = review(memory, rating, memory.dueAt, SCHEDULE)).scheduledDays);
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  it("gives the published stability and difficulty", () => {
    const ratings: ReviewRating[] = ["AGAIN", "GOOD", "GOOD", "GOOD", "GOOD", "GOOD"];
    let memory = newMemory(START);
    let at = START.getTime();
    for (const [index, pause] of [0, 0, 1, 3, 8, 21].entries()) {
      memory = review(memory, ratings[index]!, new Date((at += pause * DAY_MS)), SCHEDULE);
    }
    expect(memory.stability).toBeCloseTo(53.62691, 4);
    expect(memory.difficulty).toBeCloseTo(6.3574867, 4);
  });

  it("has no steps of minutes for verdicts", () => {
    expect(review(newMemory(START), "GOOD", START, { ...SCHEDULE, steps: false })).toMatchObject({ state: "REVIEW", scheduledDays: 3 });
    expect(review(newMemory(START), "GOOD", START, SCHEDULE)).toMatchObject({ state: "LEARNING", scheduledDays: 0 });
  });

  it("expects recall of 0.9 after as many days as the stability, and knows nothing of a new card", () => {
    const memory = review(newMemory(START), "GOOD", START, SCHEDULE);
    expect(recallAt(memory, new Date(START.getTime() + memory.stability * DAY_MS))).toBeCloseTo(0.9, 6);
    expect(recallAt(newMemory(START), START)).toBeNull();
  });
});
