import { afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { createPieceBatches, type Batch } from "./piece-batches.js";

let published: Batch[];
beforeEach(() => {
  jest.useFakeTimers();
  published = [];
});
afterEach(() => void jest.useRealTimers());

const batches = () => createPieceBatches((batch) => published.push(batch));
const texts = () => published.map(({ text }) => text);

it("the first piece does not wait; the next ones go together", () => {
  const { add } = batches();
  for (const text of ["a", "b", "c"]) add(text, false);
  expect(texts()).toEqual(["a"]);
  jest.advanceTimersByTime(40);
  expect(texts()).toEqual(["a", "bc"]);
  add("d", false);
  expect(texts()).toEqual(["a", "bc"]);
  jest.advanceTimersByTime(40);
  expect(texts()).toEqual(["a", "bc", "d"]);
});

it("a piece after a pause does not wait", () => {
  const { add } = batches();
  add("a", false);
  jest.advanceTimersByTime(1000);
  add("b", false);
  expect(texts()).toEqual(["a", "b"]);
});

it("a text that starts over replaces what waits, and says so with its first batch only", () => {
  const { add } = batches();
  add("a", false);
  add("b", false);
  add("x", true);
  add("y", false);
  jest.advanceTimersByTime(40);
  add("z", false);
  jest.advanceTimersByTime(40);
  expect(published).toEqual([
    { text: "a", startsOver: false },
    { text: "xy", startsOver: true },
    { text: "z", startsOver: false },
  ]);
});

it("nothing follows after the end", () => {
  const { add, close } = batches();
  add("a", false);
  add("b", false);
  close();
  jest.advanceTimersByTime(1000);
  expect(texts()).toEqual(["a"]);
});
