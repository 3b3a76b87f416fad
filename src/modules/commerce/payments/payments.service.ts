import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { deferred } from "../../../platform/database/prepared.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import {
  applyState,
  bindPayment,
  closeUnrequested,
  PAYMENT_COLUMNS,
  paymentNamed,
  paymentOf,
  storeEvent,
  type PaymentRow,
} from "./payment.rows.js";
import type { EventOutcome } from "./payment.entity.js";
import type { PartOutcome, PaymentProvider, PaymentRequest, ProviderEvent, ProviderPayment } from "./payment-provider.js";
import { isLaterState, type PaymentState } from "./payment-state.js";

/** KNOWN: the event was received before. */
export type Receipt = EventOutcome | "KNOWN";

/** A payment, for its order: by the order, or as its provider knows it. */
export type PaymentRef = { orderId: string } | { provider: string; providerPaymentId: string };

/** What an order does with the present state of its payment. PENDING: the provider waits for the customer. */
export type Settle = (state: PaymentState) => Promise<void>;

export interface PaymentsService {
  /** Whether this installation takes payments. */
  enabled(): boolean;
  /** The payment of an order, which the provider does not know yet. In the transaction that writes the order. Idempotent. */
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
  /** Called by the module of orders. Each change of a payment locks its order first, and settles it in the same transaction. */
  settleWith(lock: (tx: Transaction, payment: PaymentRef) => Promise<Settle>): void;
}

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
  let lockOrder = (_tx: Transaction, _payment: PaymentRef): Promise<Settle> => Promise.resolve(() => Promise.resolve());

  /** The provider that a payment was made with: another one may be configured since. */
  const providerOf = ({ provider: name }: Pick<PaymentRow, "provider">): PaymentProvider => {
    const found = named(name);
    if (found) return found;
    throw new Error(`The payment provider ${name} is not configured, but has payments.`);
  };

  const open: PaymentsService["open"] = async (tx, { id: orderId, amountMinor, currency }) => {
    if (!provider) throw new AppError("SERVICE_UNAVAILABLE", "This installation takes no payments.");
    await deferred(
      tx,
      `insert into payments (id, order_id, provider, amount_minor, currency) values (?, ?, ?, ?, ?)
       on conflict on constraint payments_order_unique do nothing`,
      [newId(), orderId, provider.name, amountMinor, currency],
    );
  };

  /** For an order that an earlier version of the program has placed. */
  const openLate = (order: Parameters<PaymentsService["open"]>[1]): Promise<PaymentRow> =>
    db.transaction(async (tx) => {
      await lockOrder(tx, { orderId: order.id });
      await open(tx, order);
      return (await paymentOf(tx, order.id))!;
    });

  const learn = async (payment: PaymentRow, state: PaymentState): Promise<PaymentRow> => {
    if (!isLaterState(state, payment.state)) return payment;
    await db.transaction(async (tx) => {
      const settle = await lockOrder(tx, payment);
      if (await applyState(tx, payment.id, state)) await settle(state);
    });
    return (await paymentOf(db.em.fork(), payment.orderId))!;
  };

  /** Stores the provider's id, and applies what the provider says: now, and in events that came before its id was known. */
  const bind = ({ id, orderId, ...payment }: PaymentRow, made: ProviderPayment): Promise<PaymentRow> =>
    db.transaction(async (tx) => {
      const settle = await lockOrder(tx, { orderId });
      const bound = await bindPayment(tx, { id, orderId, ...payment }, made);
      const later = [...(bound?.early ?? []), made.state].filter((state) => isLaterState(state, "PENDING"));
      for (const state of later) await applyState(tx, id, state);
      const row = bound && later.length === 0 ? bound : (await paymentOf(tx, orderId))!;
      await settle(row.state);
      return row;
    });

  return {
    enabled: () => provider !== null,
    settleWith: (lock) => void (lockOrder = lock),
    open,

    async start({ id: orderId, ...request }) {
      const payment = (await paymentOf(db.em.fork(), orderId)) ?? (await openLate({ id: orderId, ...request }));
      if (payment.providerPaymentId !== null || payment.state !== "PENDING") {
        await db.transaction(async (tx) => (await lockOrder(tx, { orderId }))(payment.state));
        return payment;
      }
      const made = await providerOf(payment).create({ ...request, key: payment.id });
      const bound = await bind(payment, made);
      // Closed while it was created.
      return bound.state === "CANCELLED" ? learn(bound, (await providerOf(bound).cancel(made.id)).state) : bound;
    },

    async ofOrders(em, orderIds) {
      if (orderIds.length === 0) return [];
      return rows<PaymentRow>(em, `select ${PAYMENT_COLUMNS} from payments y where y.order_id in (?)`, [orderIds]);
    },

    find: paymentNamed,

    async refresh(orderId) {
      const payment = await paymentOf(db.em.fork(), orderId);
      // Without its provider, which is no longer configured, the stored state is what is known.
      if (!payment?.providerPaymentId || !named(payment.provider)) return payment;
      return learn(payment, (await providerOf(payment).read(payment.providerPaymentId)).state);
    },

    async close(orderId) {
      const payment = await paymentOf(db.em.fork(), orderId);
      if (!payment || payment.state !== "PENDING") return payment;
      // Nobody has the address of one that the provider does not know, and `start` closes what it creates after this.
      const isClosed = await db.transaction(async (tx) => {
        const settle = await lockOrder(tx, { orderId });
        const closed = await closeUnrequested(tx, payment.id);
        if (closed) await settle("CANCELLED");
        return closed;
      });
      const present = (await paymentOf(db.em.fork(), orderId))!;
      if (isClosed || present.providerPaymentId === null) return present;
      return learn(present, (await providerOf(present).cancel(present.providerPaymentId)).state);
    },

    async refund(orderId) {
      const payment = await paymentOf(db.em.fork(), orderId);
      if (payment?.state !== "SUCCEEDED") return payment;
      const request = { key: `refund-${payment.id}`, amountMinor: payment.amountMinor - payment.refundedMinor };
      return learn(payment, await providerOf(payment).refund(payment.providerPaymentId!, request));
    },

    refundsParts: () => provider?.refundPart !== undefined,

    async refundPart(orderId, { refundId, amountMinor }) {
      const payment = await paymentOf(db.em.fork(), orderId);
      if (payment?.state !== "SUCCEEDED") return "REFUSED";
      const { refundPart } = providerOf(payment);
      if (!refundPart) return "REFUSED";
      return refundPart(payment.providerPaymentId!, { key: `refund-${refundId}`, amountMinor });
    },

    async recordPart(tx, orderId, amountMinor) {
      await tx.execute("update payments set refunded_minor = refunded_minor + ? where order_id = ?", [amountMinor, orderId]);
    },

    receive: (name, event) =>
      db.transaction(async (tx) => {
        const settle = await lockOrder(tx, { provider: name, providerPaymentId: event.paymentId });
        const outcome = await storeEvent(tx, name, event);
        if (outcome === "APPLIED") await settle(event.state);
        return outcome;
      }),
  };
}
