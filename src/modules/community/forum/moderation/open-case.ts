import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Transaction } from "../../../../platform/database/database.js";
import type { SpamSignal } from "./spam-signals.js";

/** The open case of a post, with these signals added. Returns its id. */
export async function openCase(tx: Transaction, postId: string, signals: readonly SpamSignal[]): Promise<string> {
  const [found] = await rows<{ id: string }>(
    tx,
    `insert into forum_cases as c (id, post_id, signals) values (?, ?, ?::text[])
     on conflict (post_id) where decided_at is null do update set signals = array(select distinct unnest(c.signals || excluded.signals) order by 1)
     returning id`,
    [newId(), postId, textArray(signals)],
  );
  return found!.id;
}
