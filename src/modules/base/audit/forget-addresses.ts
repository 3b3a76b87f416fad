import { rows, type EntityManager } from "../../../platform/database/database.js";

const BATCH = 500;

/**
 * Takes the network address from entries, in the caller's transaction, and answers of how many; fewer than there are when
 * there are many. The log is append-only but for this, which its trigger allows to a transaction that says so.
 */
export async function forgetAddresses(em: EntityManager, condition: string, params: readonly unknown[]): Promise<number> {
  await em.execute("set local codequest.audit_forget_address = 'on'");
  const cleared = await rows(
    em,
    `update audit_entries set address = null
     where id in (select id from audit_entries where address is not null and ${condition} limit ${BATCH}) returning 1`,
    params,
  );
  return cleared.length;
}
