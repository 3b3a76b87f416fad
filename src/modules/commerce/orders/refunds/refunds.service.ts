/** Refunds of a part of an order, by staff. The money moves in the worker: see pay-refunds.ts. */
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { decimalOf } from "../../../../kernel/money.js";
import type { Database } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import type { PaymentsService } from "../../payments/payments.service.js";
import type { OrderChanges } from "../order-changes.js";
import { findOrder, readOrder, type OrderRow } from "../order.rows.js";
import { insertRefund, pendingRefunds, refundableLines, type RefundableRow } from "./refund-rows.js";
import { leftOf, splitRefund, type RefundShare } from "./split-refund.js";

export interface RefundPart {
  id: string;
  expectedRevision: number;
  amountMinor?: number | null;
  productIds?: readonly string[] | null;
  reason: string;
}

export interface RefundsService {
  /**
   * An amount, which is split among all lines and leaves everything with the customer, or whole lines, which are taken back. BAD_USER_INPUT
   * for more than is left and for all of it, CONFLICT unless the order is COMPLETED and while another refund is on its way.
   */
  refundPart(viewer: SignedIn, input: RefundPart, address: string): Promise<OrderRow>;
}

interface Dependencies {
  db: Database;
  payments: Pick<PaymentsService, "refundsParts">;
  changes: OrderChanges;
}

export function createRefundsService({ db, payments, changes }: Dependencies): RefundsService {
  return {
    refundPart: (viewer, { id, expectedRevision, amountMinor, productIds, reason }, address) =>
      db.transaction(async (tx) => {
        if ((amountMinor == null) === (productIds == null)) throw badInput("input.amountMinor", "Give either an amount or products.");
        const order = await readOrder(tx, viewer, id, "for update");
        if (order.status !== "COMPLETED") throw new AppError("CONFLICT", "Only a completed order can be refunded in parts.");
        // Also a second click: the first one has raised the revision.
        if (order.revision !== expectedRevision) throw changedMeanwhile("order");
        if ((await pendingRefunds(tx, id)).length > 0) throw new AppError("CONFLICT", "Another refund of this order is on its way.");
        if (!payments.refundsParts()) throw new AppError("CONFLICT", "The payment provider gives back whole payments only.");
        const lines = await refundableLines(tx, id);
        const left = order.totalMinor - order.refundedMinor;
        const shares = productIds ? ofProducts(lines, productIds) : ofAmount(lines, amountMinor!, left);
        const sum = shares.reduce((total, { netMinor, taxMinor }) => total + netMinor + taxMinor, 0);
        if (sum === 0)
          throw badInput("input.productIds", "Nothing was paid for these products, or it was refunded before.", "OUT_OF_RANGE");
        if (sum === left)
          throw badInput(
            productIds ? "input.productIds" : "input.amountMinor",
            "This is all that is left. Use refundOrder.",
            "OUT_OF_RANGE",
          );
        await insertRefund(tx, { orderId: id, state: "PENDING", whole: false, amountMinor: sum, reason, shares });
        const amount = `${decimalOf({ amountMinor: sum, currency: order.currency })} ${order.currency}`;
        await changes.note(tx, order, { detail: `Partial refund of ${amount} ordered by an admin.`, due: true });
        const details = { amountMinor: sum, currency: order.currency, products: productIds?.length ?? 0, reason };
        record(tx, { actorId: viewer.id, action: "order.part-refunded", subject: { type: "order", id }, address, details });
        return (await findOrder(tx, id))!;
      }),
  };
}

type Share = RefundShare & { takesBack: boolean };

function ofAmount(lines: readonly RefundableRow[], amountMinor: number, left: number): Share[] {
  if (amountMinor > left) {
    const facts = { minimum: 1, maximum: left, actual: amountMinor };
    throw badInput("input.amountMinor", `Only ${left} minor units are left to refund.`, "OUT_OF_RANGE", facts);
  }
  return splitRefund(amountMinor, lines).map((share) => ({ ...share, takesBack: false }));
}

function ofProducts(lines: readonly RefundableRow[], productIds: readonly string[]): Share[] {
  return productIds.map((productId, place) => {
    const line = lines.find((one) => one.productId === productId);
    if (!line) throw badInput(`input.productIds.${place}`, "This product is not in the order.", "UNKNOWN_VALUE");
    if (line.takenBack) throw badInput(`input.productIds.${place}`, "This product has been taken back already.", "UNKNOWN_VALUE");
    if (productIds.indexOf(productId) !== place) throw badInput(`input.productIds.${place}`, "A product occurs twice.", "DUPLICATE");
    const [netMinor, taxMinor] = leftOf(line) === 0 ? [0, 0] : [line.leftNetMinor, line.leftTaxMinor];
    return { lineId: line.id, netMinor, taxMinor, takesBack: true };
  });
}
