import { createGate } from "./gate.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a gate", () => {
  it("lets so many in at once, the others in the order they came, and goes on after a failure", async () => {
    const gate = createGate(2);
    const entered: number[] = [];
    const leave: ((error?: Error) => void)[] = [];
    const results = [0, 1, 2, 3].map((n) =>
      gate(() => {
        entered.push(n);
        return new Promise<number>((resolve, reject) => leave.push((error) => (error ? reject(error) : resolve(n))));
      }),
    );
    await turn();
    expect(entered).toEqual([0, 1]);
    leave[0]!(new Error("failed"));
    await expect(results[0]).rejects.toThrow("failed");
    await turn();
    expect(entered).toEqual([0, 1, 2]);
    leave[1]!();
    leave[2]!();
    await turn();
    leave[3]!();
    expect(await Promise.all(results.slice(1))).toEqual([1, 2, 3]);
  });
});
