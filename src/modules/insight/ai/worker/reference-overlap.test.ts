import { describe, expect, it } from "@jest/globals";
import { createOverlap, OVERLAP_MAX } from "./reference-overlap.js";

const REFERENCE = `n = int(input())
best = 0
total = 0
for value in map(int, input().split()):
    total = max(value, total + value)  # Kadane
    best = max(best, total)
print(best)
`;
const overlap = createOverlap([REFERENCE, "short"]);

describe("overlap with a reference solution", () => {
  it("is complete for the reference, inside of prose too", () => {
    expect(overlap.of(REFERENCE)).toBe(1);
    expect(overlap.of(`Sure!\n\`\`\`python\n${REFERENCE}\`\`\``)).toBe(1);
  });

  it("sees through other names and layout", () => {
    const renamed = REFERENCE.replaceAll("total", "running").replaceAll("best", "answer").replaceAll("value", "x").replaceAll("    ", "  ");
    expect(overlap.of(renamed)).toBeGreaterThan(OVERLAP_MAX);
  });

  it("is small for a hint in words", () => {
    const hint =
      "Keep the best sum of a block that ends at the present position. For each number, either extend that block or start a new one with it. What must you remember besides?";
    expect(overlap.of(hint)).toBeLessThan(OVERLAP_MAX);
  });

  it("never falls while a text grows", () => {
    let last = 0;
    for (let end = 0; end <= REFERENCE.length; end += 5) {
      // A number or name that is cut differs from the whole one, so whole lines are compared.
      const now = overlap.of(REFERENCE.slice(0, REFERENCE.lastIndexOf("\n", end) + 1));
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });

  it("of a text in pieces is that of the text so far, wherever the pieces end", () => {
    const text = `Sure, 1.5 times:\n\n\`\`\`python\n${REFERENCE}\`\`\`\nΟΔΟΣ 没有空格的句子,best=max(best,total)print(best)`;
    for (const size of [1, 2, 3, 7, 40, text.length]) {
      const growing = overlap.growing();
      for (let end = size; end < text.length + size; end += size) {
        expect(growing.add(text.slice(end - size, end))).toBe(overlap.of(text.slice(0, end)));
      }
    }
  });

  it("is nothing without references", () => {
    expect(createOverlap([]).of(REFERENCE)).toBe(0);
  });
});
