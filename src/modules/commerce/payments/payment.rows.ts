/** Payments in the database. Each change is one conditional statement: of concurrent ones, a payment keeps the latest state. */
import { newId } from "../../../kernel/ids.js";
import { rows, textArray, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import type { EventOutcome } from "./payment.entity.js";
import type { ProviderEvent, ProviderPayment } from "./payment-provider.js";
import { earlierStates, type PaymentState } from "./payment-state.js";

export interface PaymentRow {
  id: string;
  orderId: string;
  provider: string;
  providerPaymentId: string | null;
  amountMinor: number;
  /** Given back in parts. */
  refundedMinor: number;
  currency: string;
  state: PaymentState;
  redirectUrl: string | null;
  createdAt: Date;
  paidAt: Date | null;
  refundedAt: Date | null;
}

export const PAYMENT_COLUMNS = `y.id, y.order_id as "orderId", y.provider, y.provider_payment_id as "providerPaymentId",
  y.amount_minor as "amountMinor", y.refunded_minor as "refundedMinor", y.currency, y.state, y.redirect_url as "redirectUrl", y.created_at as "createdAt", y.paid_at as "paidAt",
  y.refunded_at as "refundedAt"`;

/** Of payment `y`, from `new`. */
const SET_STATE = `state = new.state, paid_at = case when new.state in ('SUCCEEDED', 'REFUNDED') then coalesce(y.paid_at, now()) end,
  refunded_at = case when new.state = 'REFUNDED' then now() end,
  refunded_minor = case when new.state = 'REFUNDED' then y.amount_minor else y.refunded_minor end`;

export async function paymentOf(em: EntityManager, orderId: string): Promise<PaymentRow | null> {
  return (await prepared<PaymentRow>(em, `select ${PAYMENT_COLUMNS} from payments y where y.order_id = ?`, [orderId]))[0] ?? null;
}

export async function paymentNamed(em: EntityManager, provider: string, providerPaymentId: string): Promise<PaymentRow | null> {
  const sql = `select ${PAYMENT_COLUMNS} from payments y where y.provider = ? and y.provider_payment_id = ?`;
  return (await rows<PaymentRow>(em, sql, [provider, providerPaymentId]))[0] ?? null;
}

/** False if the state is not a later one. */
export async function applyState(tx: Transaction, id: string, state: PaymentState): Promise<boolean> {
  const sql = `update payments y set ${SET_STATE} from (select ?::text as state) new where y.id = ? and y.state = any(?::text[]) returning 1`;
  return (await prepared(tx, sql, [state, id, textArray(earlierStates(state))])).length > 0;
}

/** Closes a payment that the provider does not know yet. False if it knows it, or it is closed. */
export async function closeUnrequested(tx: Transaction, id: string): Promise<boolean> {
  const sql = "update payments set state = 'CANCELLED' where id = ? and provider_payment_id is null and state = 'PENDING' returning 1";
  return (await rows(tx, sql, [id])).length > 0;
}

/** Stores the provider's id, once. `early` are states that events have reported before. */
export async function bindPayment(
  tx: Transaction,
  { id, provider }: PaymentRow,
  made: ProviderPayment,
): Promise<(PaymentRow & { early: PaymentState[] }) | undefined> {
  const [bound] = await prepared<PaymentRow & { early: PaymentState[] }>(
    tx,
    `with y as (update payments set provider_payment_id = ?, redirect_url = ? where id = ? and provider_payment_id is null returning *),
     early as (update payment_events e set outcome = 'APPLIED' from y
       where e.provider = ? and e.provider_payment_id = ? and e.outcome = 'UNKNOWN' returning e.state)
     select ${PAYMENT_COLUMNS}, (select coalesce(json_agg(e.state), '[]') from early e) as early from y`,
    [made.id, made.redirectUrl, id, provider, made.id],
  );
  return bound;
}

/**
 * Stores an event once, and changes its payment if the state is a later one. KNOWN: it was stored before.
 */
export async function storeEvent(
  tx: Transaction,
  provider: string,
  { id: eventId, paymentId, state, details = {} }: ProviderEvent,
): Promise<EventOutcome | "KNOWN"> {
  const [stored] = await prepared<{ outcome: EventOutcome }>(
    tx,
    `with new as (select ?::text as state),
     payment as (select y.id, y.state from payments y where y.provider = ? and y.provider_payment_id = ? for update),
     stored as (insert into payment_events (id, provider, event_id, provider_payment_id, state, details, outcome)
       select ?::uuid, ?::text, ?::text, ?::text, new.state, ?::jsonb,
         case when payment.id is null then 'UNKNOWN' when payment.state = any(?::text[]) then 'APPLIED' else 'IGNORED' end
       from new left join payment on true
       on conflict on constraint payment_events_event_unique do nothing returning outcome),
     changed as (update payments y set ${SET_STATE} from new, payment, stored where y.id = payment.id and stored.outcome = 'APPLIED')
     select outcome from stored`,
    [state, provider, paymentId, newId(), provider, eventId, paymentId, JSON.stringify(details), textArray(earlierStates(state))],
  );
  return stored?.outcome ?? "KNOWN";
}
