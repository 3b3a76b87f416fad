import { createFairQueue } from "./fair-queue.js";

const all = (queue: { next(): string | undefined }) => {
  const items: string[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item);
  return items;
};

describe("a fair queue", () => {
  it("goes round the owners", () => {
    const queue = createFairQueue<string>(10);
    for (const item of ["a1", "a2", "a3", "b1", "c1", "c2"]) queue.add(item[0]!, item);
    expect(queue.size).toBe(6);
    expect(all(queue)).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
    expect(queue.size).toBe(0);
  });

  it("takes no more of one owner when it is full", () => {
    const queue = createFairQueue<string>(2);
    queue.add("a", "a1");
    queue.add("a", "a2");
    expect(queue.hasRoom("a")).toBe(false);
    expect(queue.add("a", "a3")).toBeNull();
    expect(all(queue)).toEqual(["a1", "a2"]);
  });

  it("lets others in at the cost of who has most", () => {
    const queue = createFairQueue<string>(4);
    for (const item of ["a1", "a2", "a3", "a4"]) queue.add("a", item);
    expect(queue.hasRoom("b")).toBe(true);
    expect(queue.add("b", "b1")).toEqual({ displaced: "a4" });
    expect(queue.add("b", "b2")).toEqual({ displaced: "a3" });
    // Each owner has two now.
    expect(queue.add("b", "b3")).toBeNull();
    expect(queue.add("a", "a5")).toBeNull();
    expect(all(queue)).toEqual(["a1", "b1", "a2", "b2"]);
  });
});
