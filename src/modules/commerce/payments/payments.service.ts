import { paymentChanged } from "../../../events/payment-changed.event.js";
import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { EventOutcome } from "./payment.entity.js";
import type { PartOutcome, PaymentProvider, PaymentRequest, ProviderEvent, ProviderPayment } from "./payment-provider.js";
import { isLaterState, type PaymentState } from "./payment-state.js";

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

/** KNOWN: the event was received before. */
export type Receipt = EventOutcome | "KNOWN";

export interface PaymentsService {
  /** Whether this installation takes payments. */
  enabled(): boolean;
  /** The payment of an order, which the provider does not know yet. In a transaction that holds the lock on the order. Idempotent. */
  open(tx: Transaction, order: { id: string; amountMinor: number; currency: string }): Promise<void>;
  /** Creates the opened payment at the provider, unless it is closed: then it can't be paid afterwards. Idempotent. */
  start(order: { id: string } & Omit<PaymentRequest, "key">): Promise<PaymentRow>;
  /** In any order; orders without a payment are left out. */
  ofOrders(em: EntityManager, orderIds: readonly string[]): Promise<PaymentRow[]>;
  /** Asks the provider for the state. Null without a payment. */
  refresh(orderId: string): Promise<PaymentRow | null>;
  /** Makes sure that it can no longer be paid. Null without a payment. It may turn out to be paid. */
  close(orderId: string): Promise<PaymentRow | null>;
  /** Gives back what was paid, if anything was. Idempotent. Null without a payment. */
  refund(orderId: string): Promise<PaymentRow | null>;
  /** Whether the provider can give back a part of a payment. */
  refundsParts(): boolean;
  /** Gives back a part of what was paid. Idempotent by the id of the refund. REFUSED without a payment that can be refunded. */
  refundPart(orderId: string, part: { refundId: string; amountMinor: number }): Promise<PartOutcome>;
  /** Counts a part that was given back, in the transaction that says so of the refund, once. */
  recordPart(tx: Transaction, orderId: string, amountMinor: number): Promise<void>;
  /** Stores an event of a provider once, and applies it unless it says nothing new. */
  receive(provider: string, event: ProviderEvent): Promise<Receipt>;
  /** The payment that a provider knows by this id, whichever provider takes new ones now. */
  find(em: EntityManager, provider: string, providerPaymentId: string): Promise<PaymentRow | null>;
  /** Called after the commit of an event that changed the payment of an order; its failures are logged. Only saves time: see `payment.changed`. */
  whenReceived(listener: (orderId: string) => Promise<void>): void;
}

export const PAYMENT_COLUMNS = `y.id, y.order_id as "orderId", y.provider, y.provider_payment_id as "providerPaymentId",
  y.amount_minor as "amountMinor", y.refunded_minor as "refundedMinor", y.currency, y.state, y.redirect_url as "redirectUrl", y.created_at as "createdAt", y.paid_at as "paidAt",
  y.refunded_at as "refundedAt"`;

interface Dependencies {
  db: Database;
  /** Those that can be asked, by this installation. */
  providers: readonly PaymentProvider[];
  /** Name of the one that takes new payments; `none` where no payments are taken. */
  takes: string;
}

export function createPaymentsService({ db, providers, takes }: Dependencies): PaymentsService {
  const named = (name: string) => providers.find((provider) => provider.name === name) ?? null;
  const provider = named(takes);
  const listeners: ((orderId: string) => Promise<void>)[] = [];
  const ofOrder = async (em: EntityManager, orderId: string) =>
    (await rows<PaymentRow>(em, `select ${PAYMENT_COLUMNS} from payments y where y.order_id = ?`, [orderId]))[0] ?? null;

  /** The provider that a payment was made with: another one may be configured since. */
  const providerOf = ({ provider: name }: Pick<PaymentRow, "provider">): PaymentProvider => {
    const found = named(name);
    if (found) return found;
    throw new Error(`The payment provider ${name} is not configured, but has payments.`);
  };

  /** Changes the locked row and tells the orders, if the state is a later one. */
  const apply = async (tx: Transaction, { id, orderId, state: before }: PaymentRow, state: PaymentState): Promise<boolean> => {
    if (!isLaterState(state, before)) return false;
    await tx.execute(
      `update payments set state = ?, paid_at = case when ? in ('SUCCEEDED', 'REFUNDED') then coalesce(paid_at, now()) end,
         refunded_at = case when ? = 'REFUNDED' then now() end,
         refunded_minor = case when ? = 'REFUNDED' then amount_minor else refunded_minor end where id = ?`,
      [state, state, state, state, id],
    );
    announce(tx, paymentChanged, { paymentId: id, orderId });
    return true;
  };
  const locked = async (tx: Transaction, id: string) =>
    (await rows<PaymentRow>(tx, `select ${PAYMENT_COLUMNS} from payments y where y.id = ? for update`, [id]))[0]!;
  const learn = async (payment: PaymentRow, state: PaymentState): Promise<PaymentRow> => {
    if (!isLaterState(state, payment.state)) return payment;
    await db.transaction(async (tx) => apply(tx, await locked(tx, payment.id), state));
    return (await ofOrder(db.em.fork(), payment.orderId))!;
  };

  /** Stores the provider's id, and applies events that came before it was known. */
  const bind = (payment: PaymentRow, { id, state, redirectUrl }: ProviderPayment) =>
    db.transaction(async (tx) => {
      let row = await locked(tx, payment.id);
      if (row.providerPaymentId === null) {
        await tx.execute("update payments set provider_payment_id = ?, redirect_url = ? where id = ?", [id, redirectUrl, payment.id]);
        const early = await rows<{ state: PaymentState }>(
          tx,
          `update payment_events set outcome = 'APPLIED' where provider = ? and provider_payment_id = ? and outcome = 'UNKNOWN' returning state`,
          [payment.provider, id],
        );
        for (const event of early) if (await apply(tx, row, event.state)) row = await locked(tx, payment.id);
      }
      await apply(tx, row, state);
    });

  return {
    enabled: () => provider !== null,
    whenReceived: (listener) => void listeners.push(listener),

    async open(tx, { id: orderId, amountMinor, currency }) {
      if (!provider) throw new AppError("SERVICE_UNAVAILABLE", "This installation takes no payments.");
      await tx.execute(
        `insert into payments (id, order_id, provider, amount_minor, currency) values (?, ?, ?, ?, ?)
         on conflict on constraint payments_order_unique do nothing`,
        [newId(), orderId, provider.name, amountMinor, currency],
      );
    },

    async start({ id: orderId, ...request }) {
      const payment = (await ofOrder(db.em.fork(), orderId))!;
      if (payment.providerPaymentId !== null || payment.state !== "PENDING") return payment;
      const created = await providerOf(payment).create({ ...request, key: payment.id });
      await bind(payment, created);
      const bound = (await ofOrder(db.em.fork(), orderId))!;
      // Closed while it was created.
      return bound.state === "CANCELLED" ? learn(bound, (await providerOf(bound).cancel(created.id)).state) : bound;
    },

    async ofOrders(em, orderIds) {
      if (orderIds.length === 0) return [];
      return rows<PaymentRow>(em, `select ${PAYMENT_COLUMNS} from payments y where y.order_id in (?)`, [orderIds]);
    },

    async find(em, name, id) {
      const sql = `select ${PAYMENT_COLUMNS} from payments y where y.provider = ? and y.provider_payment_id = ?`;
      return (await rows<PaymentRow>(em, sql, [name, id]))[0] ?? null;
    },

    async refresh(orderId) {
      const payment = await ofOrder(db.em.fork(), orderId);
      // Without its provider, which is no longer configured, the stored state is what is known.
      if (!payment?.providerPaymentId || !named(payment.provider)) return payment;
      return learn(payment, (await providerOf(payment).read(payment.providerPaymentId)).state);
    },

    async close(orderId) {
      const payment = await ofOrder(db.em.fork(), orderId);
      if (!payment || payment.state !== "PENDING") return payment;
      const bound = await db.transaction(async (tx) => {
        const row = await locked(tx, payment.id);
        // Nobody has its address yet, and `start` closes what it creates after this.
        if (row.providerPaymentId === null) await apply(tx, row, "CANCELLED");
        return row;
      });
      if (bound.providerPaymentId === null) return ofOrder(db.em.fork(), orderId);
      return learn(bound, (await providerOf(bound).cancel(bound.providerPaymentId)).state);
    },

    async refund(orderId) {
      const payment = await ofOrder(db.em.fork(), orderId);
      if (payment?.state !== "SUCCEEDED") return payment;
      const request = { key: `refund-${payment.id}`, amountMinor: payment.amountMinor - payment.refundedMinor };
      return learn(payment, await providerOf(payment).refund(payment.providerPaymentId!, request));
    },

    refundsParts: () => provider?.refundPart !== undefined,

    async refundPart(orderId, { refundId, amountMinor }) {
      const payment = await ofOrder(db.em.fork(), orderId);
      if (payment?.state !== "SUCCEEDED") return "REFUSED";
      const { refundPart } = providerOf(payment);
      if (!refundPart) return "REFUSED";
      return refundPart(payment.providerPaymentId!, { key: `refund-${refundId}`, amountMinor });
    },

    async recordPart(tx, orderId, amountMinor) {
      await tx.execute("update payments set refunded_minor = refunded_minor + ? where order_id = ?", [amountMinor, orderId]);
    },

    async receive(name, { id: eventId, paymentId, state, details = {} }) {
      const known = await rows(db.em.fork(), "select from payment_events where provider = ? and event_id = ?", [name, eventId]);
      if (known.length > 0) return "KNOWN";
      return db.transaction(async (tx) => {
        const [payment] = await rows<PaymentRow>(
          tx,
          `select ${PAYMENT_COLUMNS} from payments y where y.provider = ? and y.provider_payment_id = ? for update`,
          [name, paymentId],
        );
        const outcome: EventOutcome = !payment ? "UNKNOWN" : isLaterState(state, payment.state) ? "APPLIED" : "IGNORED";
        const [stored] = await rows(
          tx,
          `insert into payment_events (id, provider, event_id, provider_payment_id, state, details, outcome) values (?, ?, ?, ?, ?, ?::jsonb, ?)
           on conflict on constraint payment_events_event_unique do nothing returning 1`,
          [newId(), name, eventId, paymentId, state, JSON.stringify(details), outcome],
        );
        if (!stored) return "KNOWN";
        if (payment && (await apply(tx, payment, state))) for (const listener of listeners) tx.afterCommit(() => listener(payment.orderId));
        return outcome;
      });
    },
  };
}
