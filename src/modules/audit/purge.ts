import { firstIdAt } from "../../kernel/ids.js";
import { rows, type EntityManager } from "../../platform/database.js";

/** The only way to remove entries: in a transaction that says so. At most `limit`, the oldest first; answers how many it were. */
export async function purgeAuditEntries(em: EntityManager, before: Date, limit: number): Promise<number> {
  await em.execute("select set_config('codequest.audit_purge', 'on', true)");
  const sql = `delete from audit_entries where id in (select id from audit_entries where id < ?::uuid order by id limit ${limit}) returning 1`;
  return (await rows(em, sql, [firstIdAt(before.getTime())])).length;
}
