import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";

/**
 * Reads an object at Stripe and writes what it says, in any number of processes at once. Each read takes a number before it starts and
 * its answer is dropped if a later one was written already. So the last write is of a read that began after all events handled before
 * it: the order of events and of answers does not matter. No connection is held while Stripe answers.
 */
export async function readFresh<T>(
  db: Database,
  objectId: string,
  read: () => Promise<T>,
  write: (tx: Transaction, object: T) => Promise<void>,
): Promise<void> {
  const [started] = await rows<{ number: number }>(
    db.em.fork(),
    `insert into stripe_reads as r (object_id, started) values (?, 1)
     on conflict (object_id) do update set started = r.started + 1, read_at = now() returning started as number`,
    [objectId],
  );
  const object = await read();
  await db.transaction(async (tx) => {
    const sql = "update stripe_reads set applied = ? where object_id = ? and applied < ? returning 1";
    const [isNewest] = await rows(tx, sql, [started!.number, objectId, started!.number]);
    if (isNewest) await write(tx, object);
  });
}
