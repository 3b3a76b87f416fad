import { rows, type EntityManager } from "../../../platform/database/database.js";

const BATCH = 500;

/**
 * Clears the network address of at most BATCH entries, in the caller's transaction, and returns their number. A trigger
 * allows this change of the append-only log only in a transaction with this setting.
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
