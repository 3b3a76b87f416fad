import { afterEach, describe, expect, it } from "@jest/globals";
import { newId } from "../../../../kernel/ids.js";
import type { ActivityRow } from "../entries/activity.rows.js";
import { watchActivity, type ActivityBatch } from "./activity.stream.js";
import { stubChannel } from "../../../../../test/support/channel.js";

const row = (userId = "ada"): ActivityRow => ({ id: newId(), userId, kind: "LEVEL_REACHED", subjectId: null, data: {}, at: new Date() });

const watched: AsyncIterableIterator<ActivityBatch>[] = [];
afterEach(async () => {
  for (const one of watched.splice(0)) await one.return!();
});

/** A stage whose rows and channel the test controls; the real Redis and PostgreSQL are met in test/e2e. */
function stage() {
  let rows: ActivityRow[] = [];
  let follows = ["ada"];
  let reads = 0;
  const { pubSub, deliver } = stubChannel<object>();
  return {
    async watch() {
      const since = async (fromId: string, most: number) => {
        reads++;
        return rows.filter(({ id }) => id >= fromId).slice(-most);
      };
      const log = { warn: () => undefined } as never;
      const batches = await watchActivity({ pubSub, log, followed: async () => follows, since }, "me");
      watched.push(batches);
      return batches;
    },
    add(...more: ActivityRow[]) {
      rows = [...rows, ...more];
      for (const userId of new Set(more.map((each) => each.userId))) deliver({ userId, change: "ENTRY" });
    },
    follow(userId: string) {
      follows = [...follows, userId];
      deliver({ userId: "me", change: "FOLLOWS" });
    },
    reads: () => reads,
  };
}

const idsOf = ({ value }: IteratorResult<ActivityBatch>) => (value as ActivityBatch).entries.map(({ id }) => id);

describe("live activity", () => {
  it("begins with an empty batch, then has each new entry once, in order", async () => {
    const { watch, add } = stage();
    add(row());
    const batches = await watch();
    expect(idsOf(await batches.next())).toEqual([]);
    const [one, two] = [row(), row("me")];
    add(one);
    expect(idsOf(await batches.next())).toEqual([one.id]);
    add(one, two);
    expect(idsOf(await batches.next())).toEqual([two.id]);
  });

  it("gives a slow reader the newest 50 entries in one batch, and says that others were left out", async () => {
    const { watch, add, reads } = stage();
    const batches = await watch();
    const many = Array.from({ length: 60 }, (_, n) => ({ ...row(), id: newId(Date.now() + n) }));
    add(...many);
    while (reads() < 2) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const first = (await batches.next()).value as ActivityBatch;
    expect([first.entries.map(({ id }) => id), first.skipped]).toEqual([many.slice(-50).map(({ id }) => id), true]);
  });

  it("reads for accounts that are followed only, and learns of new ones at once", async () => {
    const { watch, add, follow, reads } = stage();
    const batches = await watch();
    await batches.next();
    const one = row("eve");
    add(one);
    expect(reads()).toBe(1);
    follow("eve");
    expect(idsOf(await batches.next())).toEqual([one.id]);
    const two = row("eve");
    add(two);
    expect(idsOf(await batches.next())).toEqual([two.id]);
  });
});
