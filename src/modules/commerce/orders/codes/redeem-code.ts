/** Uses of codes by orders, in the transactions that place and end orders. Codes are locked after accounts and products. */
import { badInput, conflictOf } from "../../../../kernel/errors.js";
import { decimalOf } from "../../../../kernel/money.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { CODE_COLUMNS, IS_VALID, normalCode, type CodeRow } from "./code.rows.js";

const FIELD = "input.discountCode";

interface Redemption {
  code: string;
  userId: string;
  currency: string;
  /** Prices of the order before the discount, in minor units. */
  sumMinor: number;
}

/**
 * The code, if this account can use it for such an order. BAD_USER_INPUT for an unknown code and for an order it is not for, CONFLICT if it is
 * used up, by all or by this account.
 */
export async function usableCode(em: EntityManager, { code, userId, currency, sumMinor }: Redemption): Promise<CodeRow> {
  const sql = `select ${CODE_COLUMNS} from discount_codes d where d.code = ? and ${IS_VALID}`;
  const [found] = await rows<CodeRow>(em, sql, [normalCode(code)]);
  if (!found) throw badInput(FIELD, "This code is unknown, or not valid now.", "UNKNOWN_VALUE");
  if (found.currency !== null && found.currency !== currency)
    throw badInput(FIELD, `This code is for orders in ${found.currency}.`, "UNKNOWN_VALUE");
  if (found.minimumMinor !== null && sumMinor < found.minimumMinor) {
    const least = decimalOf({ amountMinor: found.minimumMinor, currency });
    const facts = { minimum: found.minimumMinor, actual: sumMinor };
    throw badInput(FIELD, `This code is for orders of at least ${least} ${currency}.`, "OUT_OF_RANGE", facts);
  }
  const mine = "select from orders where user_id = ? and discount_code_id = ? and discount_used";
  if ((await rows(em, mine, [userId, found.id])).length > 0) throw conflictOf(FIELD, "You have used this code already.");
  if (found.maxUses !== null && found.used >= found.maxUses) throw usedUp();
  return found;
}

/**
 * Uses a code up by one. Of concurrent orders, no more get it than it has uses: one conditional update. The caller holds the lock on the
 * account and writes the order with `discount_used`. Errors: as `usableCode`.
 */
export async function redeemCode(tx: Transaction, redemption: Redemption): Promise<CodeRow> {
  const found = await usableCode(tx, redemption);
  const [taken] = await rows(
    tx,
    `update discount_codes d set used = d.used + 1 where d.id = ? and ${IS_VALID} and (d.max_uses is null or d.used < d.max_uses) returning 1`,
    [found.id],
  );
  if (!taken) throw usedUp();
  return found;
}

const usedUp = () => conflictOf(FIELD, "This code is used up.");

/** The order has ended without a purchase: its use is free again, for this account and for others. Idempotent. */
export async function releaseCode(tx: Transaction, orderId: string): Promise<void> {
  const sql = `update orders set discount_used = false where id = ? and discount_used returning discount_code_id as "codeId"`;
  const [order] = await rows<{ codeId: string }>(tx, sql, [orderId]);
  if (order) await tx.execute("update discount_codes set used = used - 1 where id = ?", [order.codeId]);
}
