import { describe, expect, it } from "@jest/globals";
import type { EntityManager } from "@mikro-orm/postgresql";
import { createTransact, type Transaction } from "./transaction.js";

/** What happened, in order. The commit fails with the given error. */
function begun(failure?: Error) {
  const events: string[] = [];
  const em = {
    begin: async () => undefined,
    async commit() {
      if (failure) throw failure;
      events.push("commit");
    },
    rollback: async () => void events.push("rollback"),
  } as unknown as EntityManager;
  const log = { warn: (facts: object) => void events.push(`warning: ${(facts as { err: Error }).err.message}`) };
  return { events, transact: createTransact(() => em, log as never) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a transaction", () => {
  it("runs its effects after the commit, in the order of their registration, and waits for them", async () => {
    const { events, transact } = begun();
    const answer = await transact(async (tx) => {
      tx.afterCommit(async () => {
        events.push("first begins");
        await turn();
        events.push("first ends");
      });
      tx.afterCommit(() => events.push("second"));
      await turn();
      events.push("work ends");
      return 5;
    });
    expect(answer).toBe(5);
    expect(events).toEqual(["work ends", "commit", "first begins", "second", "first ends"]);
  });

  it("runs no effect if its work or its commit fails", async () => {
    const { events, transact } = begun(new Error("no commit"));
    const work = (error?: Error) => async (tx: Transaction) => {
      tx.afterCommit(() => events.push("effect"));
      if (error) throw error;
    };
    await expect(transact(work(new Error("no work")))).rejects.toThrow("no work");
    await expect(transact(work())).rejects.toThrow("no commit");
    expect(events).toEqual(["rollback", "rollback"]);
  });

  it("stands when an effect fails, which is logged and does not stop the others", async () => {
    const { events, transact } = begun();
    await transact(async (tx) => {
      tx.afterCommit(() => Promise.reject(new Error("late")));
      tx.afterCommit(() => {
        throw new Error("at once");
      });
      tx.afterCommit(() => events.push("effect"));
    });
    expect(events).toEqual(["commit", "warning: at once", "effect", "warning: late"]);
  });

  it("that joins another one leaves commit and effects to that", async () => {
    const { events, transact } = begun();
    await transact(async (tx) => {
      const inner = await transact(async (joined) => {
        joined.afterCommit(() => events.push("inner effect"));
        return joined;
      }, tx);
      expect(inner).toBe(tx);
      events.push("outer work ends");
    });
    expect(events).toEqual(["outer work ends", "commit", "inner effect"]);
  });

  it("takes no effect once it is over, as nothing would run it", async () => {
    const { transact } = begun();
    const tx = await transact(async (open) => open);
    expect(() => tx.afterCommit(() => undefined)).toThrow("The transaction has ended");
  });
});
