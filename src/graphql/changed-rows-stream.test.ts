import { afterEach, describe, expect, it } from "@jest/globals";
import { watchChangedRows } from "./changed-rows-stream.js";
import { stubChannel } from "../../test/support/channel.js";

interface Row {
  id: string;
  changedAt: Date;
}

const watched: AsyncIterableIterator<Row>[] = [];
afterEach(async () => {
  for (const one of watched.splice(0)) await one.return!();
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const row = (id: string, changedAt: Date): Row => ({ id, changedAt });

/** A stage whose committed rows, open transactions and channel the test controls. */
function stage() {
  const committed: Row[] = [];
  let oldest: Date | null = null;
  const { pubSub, deliver } = stubChannel();
  return {
    async watch() {
      const stream = await watchChangedRows<Row>("key", {
        ...{ pubSub, log: { warn: () => undefined } as never, topic: { name: "rows" } as never, from: "recent" },
        horizon: async () => oldest ?? new Date(),
        read: async (since) => committed.filter(({ changedAt }) => changedAt >= since),
      });
      watched.push(stream);
      return stream;
    },
    open: (since: Date | null) => void (oldest = since),
    commit(...rows: Row[]) {
      committed.push(...rows);
      deliver();
    },
  };
}

const idOf = ({ value }: IteratorResult<Row>) => (value as Row).id;

describe("changed rows", () => {
  it("include those of a transaction that stayed open for longer than other changes took", async () => {
    const { watch, open, commit } = stage();
    const began = new Date();
    open(began);
    const rows = await watch();
    commit(row("quick", new Date(began.getTime() + 10 * 60_000)));
    expect(idOf(await rows.next())).toBe("quick");
    // Stamped at its begin, ten minutes before the newest row that was seen.
    open(null);
    commit(row("slow", began));
    expect(idOf(await rows.next())).toBe("slow");
  });

  it("come once each, and not from before the watcher came", async () => {
    const { watch, commit } = stage();
    commit(row("old", minutesAgo(5)));
    const rows = await watch();
    commit(row("one", new Date()));
    expect(idOf(await rows.next())).toBe("one");
    commit(row("two", new Date()));
    expect(idOf(await rows.next())).toBe("two");
  });
});
