/** The step of a completed order: pays the refunds of parts that staff have ordered. Each has its effect once, as every step has. */
import { orderPartRefunded } from "../../../../events/order-part-refunded.event.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { decimalOf } from "../../../../kernel/money.js";
import type { Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Claim } from "../../../contracts/claims.js";
import { lockClaimed, type OrderRow } from "../order.rows.js";
import type { StepDependencies } from "../step-dependencies.js";
import { takeLinesBack } from "../take-back.js";
import { finishRefund, pendingRefunds, refuseRefund, type RefundRow } from "./refund-rows.js";

const ASK_MS = MINUTE_MS;

export async function payRefunds({ db, payments, changes, services }: StepDependencies, order: OrderRow, claim: Claim): Promise<void> {
  const settle = (work: (tx: Transaction, order: OrderRow) => Promise<void>) =>
    db.transaction(async (tx) => {
      const locked = await lockClaimed(tx, claim, "COMPLETED");
      if (locked) await work(tx, locked);
    });

  for (const refund of await pendingRefunds(db.em.fork(), order.id)) {
    const outcome = await payments.refundPart(order.id, { refundId: refund.id, amountMinor: refund.amountMinor });
    if (outcome === "PENDING") return settle((tx) => changes.wait(tx, order.id, ASK_MS));
    await settle(async (tx, current) => {
      if (outcome === "REFUSED") {
        await refuseRefund(tx, refund.id);
        return changes.note(tx, current, { detail: `The payment provider refused a refund of ${amountOf(refund)}.`, due: true });
      }
      if (!(await finishRefund(tx, refund.id))) return;
      await payments.recordPart(tx, order.id, refund.amountMinor);
      const lineIds = refund.lines.filter(({ takesBack }) => takesBack).map(({ lineId }) => lineId);
      await takeLinesBack(tx, current, services, lineIds);
      announce(tx, orderPartRefunded, { orderId: order.id, refundId: refund.id });
      await tx.flush();
      const what = lineIds.length > 0 ? "; the products were taken back" : "";
      await changes.note(tx, current, { detail: `Refunded ${amountOf(refund)}${what}.`, due: true });
    });
  }
  await settle(async (tx) => {
    if ((await pendingRefunds(tx, order.id)).length === 0) await changes.rest(tx, order.id);
  });
}

const amountOf = ({ amountMinor, currency }: RefundRow) => `${decimalOf({ amountMinor, currency })} ${currency}`;
